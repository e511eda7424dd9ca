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
		{"a name and another frame size", `{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"1920x1080","width":1280,"height":720}`, InvalidValue, "width", "1920"},
		{"a frame size where none is stated", `{"seller":"runway-api","model":"gen-4","seconds":5,"width":1000,"height":1000}`, OptionNotStated, "resolution", ""},
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
			got = strings.TrimSpace(got + " " + text(q.Shot.Width) + "x" + text(q.Shot.Height))
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
