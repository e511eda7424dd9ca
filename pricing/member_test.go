package pricing

import (
	"slices"
	"strings"
	"testing"
)

// Every member of a request is used by the price, or confirmed by it, or the
// request is refused and says what would be accepted.
func TestNoMemberIsIgnored(t *testing.T) {
	for _, c := range []struct {
		name, request string
		code          Code
		field         string
		accepted      string // one of the values accepted
	}{
		// 002:8-11 print credits per call, so ten images are ten calls.
		{"images of a price per call", `{"seller":"endpoints","model":"gpt-image-2","images":10}`, OptionNotStated, "images", "count=10 instead of images"},
		{"images of a price per call", `{"seller":"endpoints","model":"google/nano-banana","images":10}`, OptionNotStated, "images", "count=10 instead of images"},
		{"images of a price per call", `{"seller":"endpoints","model":"nano-banana-2","resolution":"1K","images":10}`, OptionNotStated, "images", "count=10 instead of images"},
		{"images of a price per call", `{"seller":"endpoints","model":"nano-banana-pro","resolution":"2K","images":10}`, OptionNotStated, "images", "count=10 instead of images"},
		{"one image is a count too", `{"seller":"endpoints","model":"gpt-image-2","images":1}`, OptionNotStated, "images", "count=1 instead of images"},
		{"images of a clip", `{"seller":"house","model":"veo-3","seconds":8,"images":2}`, OptionNotStated, "images", "count=2 instead of images"},

		{"GPU hours of a clip", `{"seller":"house","model":"veo-3","seconds":8,"gpuHours":3}`, OptionNotStated, "gpuHours", "leave it out"},
		{"a frame rate", `{"seller":"house","model":"veo-3","seconds":8,"fps":24}`, OptionNotStated, "fps", "leave it out"},
		{"a frame rate of an image", `{"seller":"endpoints","model":"gpt-image-2","fps":24}`, OptionNotStated, "fps", "leave it out"},
		{"input video of a model that takes text", `{"seller":"endpoints","model":"kling/v2-1-master-text-to-video","seconds":5,"inputSeconds":5}`, OptionNotStated, "inputSeconds", "leave it out"},
		{"no input video is something said too", `{"seller":"house","model":"veo-3","seconds":8,"inputSeconds":0}`, OptionNotStated, "inputSeconds", "leave it out"},
		{"the frame rate of a GPU", `{"seller":"fal","model":"h100","gpuHours":1,"fps":24}`, OptionNotStated, "fps", "leave it out"},

		{"input images where no mode is stated", `{"seller":"house","model":"veo-3","seconds":8,"inputImages":1}`, OptionNotStated, "inputImages", "leave it out"},
		{"none of them either", `{"seller":"house","model":"veo-3","seconds":8,"inputImages":0}`, OptionNotStated, "inputImages", "leave it out"},
		{"input images of text to video", `{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":1,"inputImages":1}`, OptionNotPublished, "inputImages", "0"},
		{"input images of text to video", `{"seller":"endpoints","model":"kling/v2-1-master-text-to-video","seconds":5,"inputImages":2}`, OptionNotPublished, "inputImages", "0"},

		{"a name that stands for no one frame size", `{"seller":"house","model":"wan-draft","resolution":"480p","width":3840,"height":2160}`, InvalidValue, "width", "480p without width and height"},
		{"a frame size of another resolution", `{"seller":"house","model":"wan-draft","width":3840,"height":2160}`, OptionNotPublished, "resolution", "480p"},
		{"a frame size without a name", `{"seller":"house","model":"wan-draft","width":854,"height":480}`, OptionNotPublished, "resolution", "480p"},
		{"a name at the frame size of another", `{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"4K","width":1280,"height":720}`, InvalidValue, "width", "3840x2160"},
		{"a name and another frame size", `{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"1920x1080","width":1280,"height":720}`, InvalidValue, "width", "1920x1080"},
		{"a frame size where none is stated", `{"seller":"runway-api","model":"gen-4","seconds":5,"width":1000,"height":1000}`, OptionNotStated, "resolution", "leave it out"},
		{"a resolution where none is stated", `{"seller":"runway-api","model":"gen-4","seconds":5,"resolution":"720p"}`, OptionNotStated, "resolution", "leave it out"},
		{"a mode where none is stated", `{"seller":"house","model":"veo-3","seconds":8,"mode":"text-to-video"}`, OptionNotStated, "mode", "leave it out"},
		{"a length where none is published", `{"seller":"genmo-app","model":"mochi-1","seconds":5}`, DurationNotPublished, "seconds", "leave it out"},
		{"a length where tiers are", `{"seller":"endpoints","model":"wan/2-6-text-to-video","resolution":"720p","seconds":5}`, DurationNotPublished, "seconds", "tier 3 instead of seconds"},
		{"a width alone", `{"seller":"house","model":"veo-3","seconds":8,"width":1920}`, MissingParameter, "height", ""},
		{"a height alone", `{"seller":"house","model":"veo-3","seconds":8,"height":1080}`, MissingParameter, "width", ""},

		{"a member beside credits of one's own", `{"credits":50,"seconds":5,"resolution":"720p"}`, InvalidValue, "resolution", "leave it out"},
		{"a member beside credits of one's own", `{"credits":50,"fps":24}`, InvalidValue, "fps", "leave it out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, Default(), c.request)
			if e == nil {
				t.Fatalf("%s: priced at %s", c.request, q.Currency.InWords(q.Price))
			}
			if e.Code != c.code || e.Field != c.field || !e.Refused() {
				t.Fatalf("%s: got %v, want %s at %s", c.request, e, c.code, c.field)
			}
			if c.accepted != "" && !slices.Contains(e.Accepted, c.accepted) {
				t.Errorf("%s: accepts %q, want %q among them", c.request, e.Accepted, c.accepted)
			}
		})
	}
}

// What is confirmed: by a condition of the row, by the modes on sale, by the name
// of the frame size, or by what the row declares its price not to depend on.
func TestWhatIsConfirmedIsPriced(t *testing.T) {
	for _, c := range []struct{ name, request, price, why string }{
		{"resolution and audio of the house", `{"seller":"house","model":"veo-3","seconds":8,"resolution":"4K","audio":true}`, "480", "000:161 has neither"},
		{"a frame size of the house", `{"seller":"house","model":"veo-3","seconds":8,"width":1000,"height":1000}`, "480", "a frame size is a resolution"},
		{"ordinary processing", `{"seller":"house","model":"veo-3","seconds":8,"batch":false}`, "480", "no other is published"},
		{"an input image of image to image", `{"seller":"endpoints","model":"gpt-image-2","inputImages":4}`, "3", "002:8"},
		{"input images beside a resolution", `{"seller":"endpoints","model":"nano-banana-2","resolution":"2K","inputImages":3}`, "6", "002:10: 1K, 2K and 4K decide"},
		{"an input image of image to video", `{"seller":"endpoints","model":"kling/v2-1-pro","seconds":10,"inputImages":1}`, "42", "002:16: the length decides"},
		{"an input image of a shared row", `{"seller":"endpoints","model":"sora-2-image-to-video","resolution":"1080p","tier":3,"inputImages":1}`, "30", "002:20"},
		{"an input image of either mode", `{"seller":"endpoints","model":"veo3","inputImages":1}`, "63", "002:26: flat"},
		{"no input image of text to video", `{"seller":"endpoints","model":"kling/v2-1-master-text-to-video","seconds":5,"inputImages":0}`, "67", "002:17"},
		{"no input image, text to image", `{"seller":"endpoints","model":"google/nano-banana","inputImages":0}`, "3", "002:9"},
		{"a frame size by its name", `{"seller":"luma-api","model":"ray-2","seconds":5,"width":1920,"height":1080}`, "43/50", "000:77"},
		{"a portrait frame", `{"seller":"luma-api","model":"ray-2","seconds":5,"width":1080,"height":1920}`, "43/50", "000:77"},
		{"a name and its frame size", `{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"4K","width":2160,"height":3840}`, "24/25", "000:78"},
		{"a frame rate that a published formula takes", `{"seller":"luma-api","model":"ray-2","seconds":5,"width":1280,"height":720,"fps":24}`, "71/100", "000:76,80"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, Default(), c.request)
			if e != nil {
				t.Fatalf("%s: %v (%s)", c.request, e, c.why)
			}
			if got := q.Price.Min.Exact(); got != c.price {
				t.Errorf("%s: %s, want %s (%s)", c.request, got, c.price, c.why)
			}
		})
	}
}

// A resolution is one of the table's names, in any case, or WIDTHxHEIGHT either
// way round, and is answered in the table's spelling.
func TestResolutions(t *testing.T) {
	for asked, want := range map[string]string{
		"4K": "4K", "4k": "4K", "720P": "720p", "1080p": "1080p",
		"1920x1080": "1080p 1920x1080", "1080x1920": "1080p 1080x1920", "1080×1920": "1080p 1080x1920", "3840X2160": "4K 3840x2160",
		"1000x10": "1000x10", "16384x16384": "16384x16384",
	} {
		q, e := ask(t, Default(), `{"seller":"house","model":"veo-3","seconds":8,"resolution":"`+asked+`"}`)
		if e != nil {
			t.Errorf("%s: %v", asked, e)
			continue
		}
		got := q.Shot.Resolution
		if q.Shot.Width.Valid {
			got = strings.TrimSpace(got + " " + Text(q.Shot.Width) + "x" + Text(q.Shot.Height))
		}
		if got != want {
			t.Errorf("%s is answered as %s, want %s", asked, got, want)
		}
	}
	for _, asked := range []string{
		"16K", "144p", "any", "unknown", "1080", " 720p", "720p ", "FREE! visit evil.example", `720p\n`, `\u001b[31m`, `\u0000`, "7２0p", "4\u212a",
		"x", "1920x", "x1080", "1920x1080x2", "0x1080", "1920x16385", "-1920x1080", "1920.0x1080", "1920 x 1080", "019200x1080",
	} {
		_, e := ask(t, Default(), `{"seller":"house","model":"veo-3","seconds":8,"resolution":"`+asked+`"}`)
		if e == nil || e.Code != InvalidValue || e.Field != "resolution" || !slices.Equal(e.Accepted, []string{"480p", "540p", "720p", "768p", "1024p", "1080p", "1K", "2K", "4K"}) {
			t.Errorf("%s: %v", asked, e)
		}
	}
}

// What a rate can use: by its unit, and by a modifier only once that applies.
func TestWhatARateUses(t *testing.T) {
	image := Rate{Unit: Image, Amount: usd(4, -2)}
	tokens := Rate{Unit: Token, Per: Fixed{1, 6}, PixelsPerToken: &Fixed{1024, 0}, Amount: usd(25, -1)}
	small := Rate{Unit: Image, Amount: usd(2, -2), When: []Condition{{Dim: Pixels, Match: Within, UpTo: 921600}}}
	dubbed := Rate{Unit: Second, Amount: usd(1, -1), When: []Condition{is(Audio, "true", "false")},
		Modifiers: []Modifier{{If: []Condition{is(Audio, "true")}, Op: Add, Unit: InputSecond, Amount: Fixed{1, -2}}}}
	extended := Rate{Unit: Second, Amount: usd(1, -1), Modifiers: []Modifier{{Op: Count, Unit: InputSecond, Amount: Fixed{5, -1}}}}
	guided := Rate{Unit: Call, Amount: usd(5, -2), Modifiers: []Modifier{{Op: Add, Unit: ReferenceImage, Amount: Fixed{2, -2}}}}
	many := Rate{Unit: Call, Amount: usd(5, -2), Modifiers: []Modifier{{Op: Add, Unit: Image, Amount: Fixed{2, -2}}}}
	large := Rate{Unit: Call, Amount: usd(5, -2), Modifiers: []Modifier{{If: []Condition{{Dim: Pixels, Match: Within, Over: 921600}}, Op: Multiply, Amount: Fixed{2, 0}}}}
	edited := Rate{Unit: Second, Amount: usd(1, -1), Modifiers: []Modifier{{If: []Condition{is(Mode, "video-to-video")}, Op: Multiply, Amount: Fixed{2, 0}}}}
	footage := Rate{Unit: InputSecond, Amount: usd(1, -1)}
	for _, c := range []struct {
		name  string
		table *Table
		shot  string
		want  string // exact dollars, or a code with its field
	}{
		{"images of a price per image", oneModel("image", image), `"images":3`, "3/25"},
		{"a frame of a price per image", oneModel("image", image), `"width":1280,"height":720`, "option_not_stated resolution"},
		{"images that a modifier counts", oneModel("image", many), `"images":3`, "11/100"},
		{"reference images", oneModel("image", guided), `"inputImages":3`, "11/100"},
		{"no reference images", oneModel("image", guided), `"inputImages":0`, "1/20"},
		{"input seconds of a modifier that applies", oneModel("video", dubbed), `"seconds":5,"audio":true,"inputSeconds":10`, "3/5"},
		{"and of one that does not", oneModel("video", dubbed), `"seconds":5,"audio":false,"inputSeconds":10`, "option_not_stated inputSeconds"},
		{"input seconds that are counted", oneModel("video", extended), `"seconds":5,"inputSeconds":4`, "7/10"},
		{"input seconds by themselves", oneModel("video", footage), `"inputSeconds":4`, "2/5"},
		{"the length beside them", oneModel("video", footage), `"inputSeconds":4,"seconds":4`, "duration_not_published seconds"},
		{"the mode of a modifier", oneModel("video", edited), `"seconds":5,"mode":"video-to-video"`, "1"},

		// 1280 × 720 × (24 × 5) ÷ 1024 = 108,000 tokens at $2.50 for 10⁶.
		{"tokens of a frame that has a name", oneModel("video", tokens), `"width":1280,"height":720,"fps":24,"seconds":5`, "27/100"},
		{"and with the name", oneModel("video", tokens), `"resolution":"720p","width":720,"height":1280,"fps":24,"seconds":5`, "27/100"},
		{"the name alone is no frame", oneModel("video", tokens), `"resolution":"720p","fps":24,"seconds":5`, "missing_parameter width"},
		{"nor is another name", oneModel("video", tokens), `"resolution":"1080p","width":1280,"height":720,"fps":24,"seconds":5`, "invalid_value width"},
		{"tokens of an image have no frame rate", oneModel("image", tokens), `"width":1024,"height":1024,"fps":24`, "option_not_stated fps"},
		{"and no length", oneModel("image", tokens), `"width":1024,"height":1024,"seconds":5`, "option_not_stated seconds"},
		{"a frame within bounds", oneModel("image", small), `"resolution":"720p","width":1280,"height":720`, "1/50"},
		{"a name is not within bounds", oneModel("image", small), `"resolution":"720p"`, "option_not_stated resolution"},
		{"a frame that a modifier looks at, below", oneModel("image", large), `"width":1280,"height":720`, "1/20"},
		{"and above", oneModel("image", large), `"width":1920,"height":1080`, "1/10"},
		{"but no name", oneModel("image", large), `"resolution":"1080p"`, "missing_parameter width"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, c.table, `{"seller":"s","model":"m",`+c.shot+`}`)
			got := ""
			if e != nil {
				got = string(e.Code) + " " + e.Field
			} else {
				got = q.Dollars.Min.Exact()
			}
			if got != c.want {
				t.Errorf("%s: got %s, want %s (%v)", c.shot, got, c.want, e)
			}
		})
	}
}

// A row is independent of what it declares and of nothing else; what its model
// lists is the choice all the same.
func TestIndependent(t *testing.T) {
	everything, _ := MembersOf([]string{"resolution", "audio", "hdr", "quality", "batch", "tier", "seconds", "images", "inputImages", "inputSeconds", "fps", "gpuHours"})
	flat := oneModel("video", Rate{Unit: Call, Amount: usd(1, 0), Independent: everything})
	shot := `"mode":"text-to-video","resolution":"480p","audio":true,"hdr":true,"quality":"pro","batch":true,"tier":2,"seconds":7,` +
		`"images":2,"inputImages":3,"inputSeconds":4,"fps":24,"gpuHours":1`
	q, e := ask(t, flat, `{"seller":"s","model":"m",`+shot+`}`)
	if e != nil || q.Dollars.Min.Exact() != "1" || q.Used != 0 {
		t.Fatalf("%v, used %v", e, q)
	}
	if got := strings.Join(q.Given.Names(), " "); got != "mode resolution audio hdr quality batch tier seconds images inputImages inputSeconds fps gpuHours" {
		t.Errorf("given: %s", got)
	}
	if _, e := ask(t, flat, `{"seller":"s","model":"m","width":1000,"height":10}`); e != nil {
		t.Errorf("a frame is a resolution: %v", e)
	}
	m := &flat.Sellers[0].Models[0]
	m.Options = []Condition{is(Resolution, "480p", "720p"), is(Seconds, "4", "8"), {Dim: Audio, Match: Any}, {Dim: Quality}}
	m.WholeSeconds = false
	for shot, want := range map[string]string{
		`"resolution":"720p","seconds":8,"audio":true,"quality":"pro"`: "",
		`"width":720,"height":1280`:                                    "",
		`"resolution":"1080p"`:                                         "option_not_published: resolution: Model is not sold at 1080p [480p 720p] 480p",
		`"width":1920,"height":1080`:                                   "option_not_published: resolution: Model is not sold at 1080p [480p 720p] 480p",
		`"width":854,"height":480`:                                     "option_not_published: resolution: Model is not sold at 854x480 [480p 720p] 480p",
		`"seconds":7`:                                                  "option_not_published: seconds: Model is not sold at 7 s [4 8] ",
	} {
		_, e := ask(t, flat, `{"seller":"s","model":"m",`+shot+`}`)
		got := ""
		if e != nil {
			got = e.Error() + " [" + strings.Join(e.Accepted, " ") + "] "
			if len(e.Alternatives) > 0 {
				got += e.Alternatives[0].Why
			}
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", shot, got, want)
		}
	}
	if _, ok := MembersOf([]string{"audio", "colour"}); ok {
		t.Error("colour is a member")
	}
}

// The lengths that are listed are the lengths that are sold, also by the second.
func TestListedSeconds(t *testing.T) {
	table := oneModel("video", Rate{Unit: Second, Amount: usd(1, -1)})
	m := &table.Sellers[0].Models[0]
	m.Options, m.WholeSeconds = []Condition{is(Seconds, "4", "6", "10")}, false
	for seconds, want := range map[string]string{
		"4": "$0.40", "6": "$0.60", "10": "$1.00",
		"5": "option_not_published 4, 6, 10: 6 s $0.60", "7": "option_not_published 4, 6, 10: 10 s $1.00",
		"9": "option_not_published 4, 6, 10: 10 s $1.00", "60": "option_not_published 4, 6, 10: 10 s $1.00",
		"61": "invalid_seconds a whole number from 1 to 60: 4 s $0.40", "null": "missing_parameter 4, 6, 10:  $0.40",
	} {
		q, e := ask(t, table, `{"seller":"s","model":"m","seconds":`+seconds+`}`)
		got := ""
		if e != nil {
			got = string(e.Code) + " " + strings.Join(e.Accepted, ", ")
			if e.Field != "seconds" || len(e.Alternatives) != 1 {
				t.Fatalf("%s s: %v", seconds, e)
			}
			got += ": " + e.Alternatives[0].Why + " " + e.Alternatives[0].Display
		} else {
			got = q.Currency.InWords(q.Price)
		}
		if got != want {
			t.Errorf("%s s: got %s, want %s", seconds, got, want)
		}
	}
	m.WholeSeconds = true
	q, e := ask(t, table, `{"seller":"s","model":"m","seconds":5}`)
	if e != nil || !slices.ContainsFunc(q.Warnings, func(w Warning) bool { return w.Code == UnlistedSeconds }) {
		t.Errorf("any whole number of seconds is priced with a warning: %v", e)
	}
}

// Alternatives leave out what the rate has nothing to do with, and say so.
func TestAlternativesWithoutTheMember(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"endpoints","model":"gpt-image-2","images":10,"inputImages":2}`:                                  "without images=3 credits",
		`{"seller":"house","model":"veo-3","seconds":8,"gpuHours":3,"fps":24}`:                                      "without fps, without gpuHours=480 credits",
		`{"seller":"endpoints","model":"kling/v2-1-master-text-to-video","seconds":5,"inputImages":1}`:              "without inputImages=67 credits; 10 s, without inputImages=134 credits",
		`{"seller":"endpoints","model":"kling/v2-1-master-text-to-video","seconds":5,"inputImages":0,"images":1}`:   "without images=67 credits; 10 s, without images=134 credits",
		`{"seller":"luma-api","model":"ray-flash-2","seconds":5,"width":3840,"height":2160}`:                        "720p=$0.24; 1080p=$0.39",
		`{"seller":"runway-api","model":"gen-4","seconds":5,"width":1000,"height":1000}`:                            "without width, without height=60 credits",
		`{"seller":"luma-api","model":"ray-flash-2","seconds":6,"resolution":"1080P","width":1080,"height":1920}`:   "5 s=$0.39; 720p, 5 s=$0.24",
		`{"seller":"endpoints","model":"nano-banana-2","resolution":"4k","inputImages":1000,"mode":"text-to-film"}`: "without mode=8 credits; without mode, 1K=4 credits; without mode, 2K=6 credits",
	} {
		_, e := ask(t, Default(), request)
		if e == nil {
			t.Errorf("%s: priced", request)
			continue
		}
		var got []string
		for _, a := range e.Alternatives {
			got = append(got, a.Why+"="+a.Display)
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s:\n got %s\nwant %s", request, s, want)
		}
	}
}

// A comparison sets those apart whose price no source confirms to be for the
// shot, with the member at fault.
func TestCompareSetsTheUnconfirmedApart(t *testing.T) {
	c := compare(t, `{"market":"all","seconds":8,"audio":true,"fps":24}`)
	fields := map[string]string{}
	for _, o := range c.Unconfirmed {
		fields[o.Seller.ID+"/"+o.Model.ID] = o.Field
		if o.Reason == "" || o.Code != OptionNotStated && o.Code != DurationNotPublished {
			t.Errorf("%s/%s: %s %q", o.Seller.ID, o.Model.ID, o.Code, o.Reason)
		}
	}
	for id, want := range map[string]string{
		"house/veo-3": "fps", "google-api/veo-3.0-full": "fps", "runway-api/gen-4": "audio", "endpoints/sora-2-text-to-video": "audio", "genmo-app/mochi-1": "audio",
	} {
		if fields[id] != want {
			t.Errorf("%s: %q, want %q", id, fields[id], want)
		}
	}
	if len(c.Rows) != 0 {
		t.Errorf("compared by a frame rate: %s", rows(c.Rows))
	}
	if c := compare(t, `{"seconds":5,"resolution":"1920x1080"}`); c.Shot.Resolution != "1080p" || rows(c.Rows) != "luma-api/ray-flash-2 39/100, luma-api/ray-2 43/50, openai-api/sora-2-pro 7/2" {
		t.Errorf("%s: %s", c.Shot.Resolution, rows(c.Rows))
	}
	if _, err := Default().Compare(CompareRequest{Shot: Shot{Seconds: Parsed("5"), Resolution: "16K"}}); err == nil || err.(*Error).Field != "resolution" {
		t.Errorf("compared at 16K: %v", err)
	}
}

// What of a request the price used and what it confirmed.
func TestAQuoteKnowsWhatItUsed(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"house","model":"veo-3","seconds":8,"resolution":"4K"}`:                                           "seconds | batch | resolution audio",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":1280,"height":720,"audio":true}`:                   "audio seconds | resolution audio batch seconds | ",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":1280,"height":720,"fps":24}`:                       "seconds width height fps | resolution audio batch seconds | ",
		`{"seller":"endpoints","model":"kling/v2-1-master-text-to-video","seconds":5,"inputImages":0}`:               " | mode batch seconds inputImages | ",
		`{"seller":"openai-api","model":"sora-2","resolution":"720p","batch":true,"seconds":8,"asOf":"2026-06-01"}`:  "batch seconds | resolution batch | ",
		`{"seller":"fal","model":"h100","gpuHours":2,"mode":"text-to-video"}`:                                        "gpuHours | mode batch | ",
		`{"seller":"endpoints","model":"gpt-image-2","mode":"text-to-image","resolution":"1000x10","inputImages":1}`: " | mode batch | resolution inputImages",
	} {
		q, e := ask(t, Default(), request)
		if e != nil {
			t.Errorf("%s: %v", request, e)
			continue
		}
		got := strings.Join(q.Used.Names(), " ") + " | " + strings.Join(q.Confirmed.Names(), " ") + " | " + strings.Join(q.Rate.Independent.Names(), " ")
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", request, got, want)
		}
	}
}

// No input image is confirmed by a mode on sale that takes none, of the mode asked
// for if one is.
func TestNoImageIsConfirmedByItsMode(t *testing.T) {
	m := &Model{ModesMatch: OneOf, Modes: []string{"text-to-video", "image-to-video"}}
	for _, c := range []struct {
		mode   string
		images int64
		want   bool
	}{
		{"", 0, true}, {"text-to-video", 0, true}, {"image-to-video", 0, false},
		{"", 2, false}, {"text-to-video", 2, false},
	} {
		s := &Shot{Mode: c.mode, InputImages: whole(c.images)}
		if got := m.confirms(s).Has(memberInputImages); got != c.want {
			t.Errorf("%q with %d images: %v", c.mode, c.images, got)
		}
	}
	if (&Model{ModesMatch: OneOf, Modes: m.Modes}).confirms(&Shot{}).Has(memberInputImages) {
		t.Error("images that are not given are not confirmed")
	}
}
