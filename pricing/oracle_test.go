package pricing_test

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The oracle is a second opinion on every quote. It shares no code with the
// engine: it reads the authored YAML instead of the generated literals,
// computes with [big.Rat], and is built the other way round. The engine walks
// from seller to model to dimension; the oracle lays the table out as one flat
// list of rows, each with the rules that a request has to pass, and prices a
// request only if exactly one row lets it through.
type oracle struct {
	rows    []row
	names   map[string][2]string   // what a request may call a seller and a model → their ids
	spelled map[[2]string][]string // ids → every name as written
	sellers map[string]*shop
	named   map[string]string // the name of a resolution in lower case → as the table writes it
	frames  map[string]string // that name → its frame, the shorter side first, "" if it has none
	longest *big.Rat          // seconds
	ends    map[string]int64  // of <seller>/<model>
}

// row is one current rate as it applies to one model, its own or one that is
// priced as it.
type row struct {
	id            string
	seller, model string
	from, until   int64  // Unix seconds; 0 = open
	maker         string // <seller>/<model> with which it ends
	rules         []rule
	sold          []rule   // what its model lists, whatever the row says
	free          []string // members that the row declares itself independent of
	modes         []string // nil where the source does not list them
	formula       bool     // its model has a published formula by the pixel
	unit          string
	low, high     *big.Rat // for one unit; high is nil for a floor
	least         *big.Rat // billable quantity
	clip          string   // length of a clip, where the source gives it
	raster        string   // the one resolution that the row is for, or ""
	replaces      string
	changes       []change
	image         bool // one frame
	pixels        *big.Rat
	normally      string // seconds when a request gives none
	mostInputs    *big.Rat
	switchesTo    string // mode that input images bring about
	precision     string
	disputed      bool
}

// rule is what a row says about one member of a request.
type rule struct {
	member string
	only   []string // values let through; nil = none
	every  bool     // all values
}

// passes reports whether the rule lets a request through: one that does not
// give the member always.
func (r rule) passes(given string) bool {
	return given == "" || r.every || slices.Contains(r.only, given)
}

// change is a modifier of a row.
type change struct {
	rules      []rule
	add, times *big.Rat
	count      string
	as         *big.Rat
	unit       string
	most       *big.Rat
	precision  string
	wait       string // hours
}

// shop is what the oracle keeps of a seller.
type shop struct {
	dollars bool
	offers  []offer
}

type offer struct {
	id          string
	names       []string
	price       *big.Rat // nil = not published
	credits     *big.Rat
	from, until int64
	highest     string // resolution
}

type sellerYAML struct {
	Seller struct {
		ID, Name string
		Aliases  []string
		Currency any
	}
	Models []modelYAML
	Rates  []rateYAML
	Offers []struct {
		ID, Name, Price, Credits, From, Until string
		Aliases                               []string
		Limits                                struct{ Resolution string }
	}
}

type modelYAML struct {
	ID, Name, Medium string
	Aliases          []string
	Modes            any
	Options          map[string]any
	SecondsRule      string `yaml:"secondsRule"`
	DefaultSeconds   any    `yaml:"defaultSeconds"`
	InputImages      struct {
		Max        string
		SwitchesTo string `yaml:"switchesTo"`
	} `yaml:"inputImages"`
	PricedAs  string `yaml:"pricedAs"`
	Upstream  string
	Continues any
	Sunset    struct{ On string }
}

type rateYAML struct {
	ID, Model, Unit, Per, Minimum, Status, From, Until, Replaces, Precision string
	When                                                                    map[string]any
	Grid                                                                    []string
	Independent                                                             []string
	Amount                                                                  any
	PixelsPerToken                                                          string `yaml:"pixelsPerToken"`
	Modifiers                                                               []struct {
		If                                             map[string]any
		Add, Multiply, Count, As, Unit, Max, Precision string
		MaxWaitHours                                   string `yaml:"maxWaitHours"`
	}
	Conflicts []any
}

type tableYAML struct {
	Resolutions []struct{ ID, Width, Height string }
	Policy      struct{ Seconds struct{ Max string } }
}

// readOracle builds the oracle from a folder of YAML.
func readOracle(folder string) (*oracle, error) {
	o := &oracle{names: map[string][2]string{}, spelled: map[[2]string][]string{}, sellers: map[string]*shop{}, named: map[string]string{}, frames: map[string]string{}, ends: map[string]int64{}}
	t, err := tableOf(folder)
	if err != nil {
		return nil, err
	}
	o.readTable(t)
	sellers, err := sellersOf(folder)
	if err != nil {
		return nil, err
	}
	for _, y := range sellers {
		o.readSeller(y)
	}
	for i := range o.rows {
		w := &o.rows[i]
		if end := o.ends[w.maker]; end != 0 && (w.until == 0 || end < w.until) {
			w.until = end
		}
	}
	return o, nil
}

func (o *oracle) readTable(t tableYAML) {
	for _, r := range t.Resolutions {
		o.named[strings.ToLower(r.ID)] = r.ID
		if r.Width != "" {
			o.frames[r.ID] = upright(r.Width, r.Height)
		}
	}
	o.longest = rat(t.Policy.Seconds.Max)
}

func (o *oracle) readSeller(y *sellerYAML) {
	id := y.Seller.ID
	s := &shop{dollars: y.Seller.Currency == nil || y.Seller.Currency == "USD"}
	o.sellers[id] = s
	o.call([2]string{id, ""}, append([]string{id, y.Seller.Name}, y.Seller.Aliases...))
	for _, f := range y.Offers {
		s.offers = append(s.offers, offer{
			id: f.ID, names: append([]string{f.ID, f.Name}, f.Aliases...), price: rat(f.Price), credits: rat(f.Credits),
			from: moment(f.From), until: moment(f.Until), highest: f.Limits.Resolution,
		})
	}
	for _, m := range y.Models {
		o.call([2]string{id, m.ID}, append([]string{m.ID, m.Name}, m.Aliases...))
		o.ends[id+"/"+m.ID] = moment(m.Sunset.On)
		if goesOn, ok := m.Continues.(map[string]any); ok {
			m.Continues = goesOn["value"]
		}
		source := m.ID
		if m.PricedAs != "" {
			source = m.PricedAs
		}
		for _, r := range y.Rates {
			if r.Model != source || r.Status != "" && r.Status != "current" {
				continue
			}
			w := row{
				id: id + "/" + r.Model + "/" + r.ID, seller: id, model: m.ID, from: moment(r.From), until: moment(r.Until),
				unit: r.Unit, least: rat(r.Minimum), pixels: rat(r.PixelsPerToken), replaces: r.Replaces,
				image: m.Medium == "image", normally: m.normally(), mostInputs: rat(m.InputImages.Max),
				switchesTo: m.InputImages.SwitchesTo, precision: r.Precision, disputed: len(r.Conflicts) > 0,
			}
			if m.Continues == "no" {
				w.maker = m.Upstream
			}
			if end := moment(m.Sunset.On); end != 0 && (w.until == 0 || end < w.until) {
				w.until = end
			}
			w.low, w.high = ends(r.Amount)
			if r.Per != "" {
				w.low = new(big.Rat).Quo(w.low, rat(r.Per))
				if w.high != nil {
					w.high = new(big.Rat).Quo(w.high, rat(r.Per))
				}
			}
			w.rules = append(conditions(r.When, r.Unit, r.Independent), among("mode", m.Modes))
			w.free = r.Independent
			if listed, ok := m.Modes.([]any); ok {
				for _, mode := range listed {
					w.modes = append(w.modes, fmt.Sprint(mode))
				}
			}
			for name, v := range m.Options {
				if _, listed := v.([]any); listed && (name != "seconds" || m.SecondsRule != "whole") {
					w.sold = append(w.sold, among(name, v))
				}
			}
			for _, other := range y.Rates {
				w.formula = w.formula || other.Model == source && other.Status == "informational" && other.Unit == "megapixel"
			}
			for _, c := range w.rules {
				if len(c.only) == 1 && c.member == "seconds" {
					w.clip = c.only[0]
				}
				if len(c.only) == 1 && c.member == "resolution" {
					w.raster = c.only[0]
				}
			}
			for _, f := range r.Modifiers {
				c := change{add: rat(f.Add), times: rat(f.Multiply), count: f.Count, as: rat(f.As), unit: f.Unit, most: rat(f.Max),
					precision: f.Precision, wait: f.MaxWaitHours}
				for name, v := range f.If {
					c.rules = append(c.rules, among(name, v))
				}
				w.changes = append(w.changes, c)
			}
			o.rows = append(o.rows, w)
		}
	}
}

// call files the names of a seller (with no model) or of a model.
func (o *oracle) call(ids [2]string, names []string) {
	o.spelled[ids] = names
	for _, name := range names {
		if ids[1] == "" {
			o.names[plain(name)+"\n"] = ids
		} else {
			o.names[ids[0]+"\n"+plain(name)] = ids
		}
	}
}

// conditions turns a when into rules. What a rate does not mention it does not
// state, so a request that gives it is not let through, with four exceptions:
// what the rate says it is independent of, ordinary processing needs no words,
// the mode is the model's matter, and seconds and the frame are the quantity of what
// is sold by the second or the pixel.
func conditions(when map[string]any, unit string, free []string) []rule {
	var rules []rule
	for _, member := range []string{"resolution", "audio", "hdr", "quality", "tier", "seconds", "batch"} {
		v, stated := when[member]
		switch {
		case member == "seconds" && (unit == "second" || unit == "megapixel" || unit == "token"):
		case member == "resolution" && !stated && (unit == "megapixel" || unit == "token"):
		case slices.Contains(free, member):
			rules = append(rules, rule{member: member, every: true})
		case member == "batch" && !stated:
			rules = append(rules, rule{member: member, only: []string{"false"}})
		default:
			rules = append(rules, among(member, v))
		}
	}
	if _, stated := when["pixels"]; stated {
		panic("the oracle does not know conditions on pixels")
	}
	return rules
}

// upright writes a frame with its shorter side first, so that it reads the same
// whichever way round it was given.
func upright(width, height string) string {
	if rat(width).Cmp(rat(height)) > 0 {
		width, height = height, width
	}
	return width + " " + height
}

// among reads a condition: any (of a model's modes and options alone), unknown (or
// nothing), a value, or a list.
func among(member string, v any) rule {
	r := rule{member: member}
	switch v := v.(type) {
	case nil:
	case []any:
		for _, x := range v {
			r.only = append(r.only, fmt.Sprint(x))
		}
	default:
		switch text := fmt.Sprint(v); text {
		case "any":
			r.every = true
		case "unknown":
		default:
			r.only = []string{text}
		}
	}
	return r
}

// ends reads an amount: one, {min, max} or {from}.
func ends(v any) (low, high *big.Rat) {
	switch v := v.(type) {
	case map[string]any:
		if from, floor := v["from"]; floor {
			return rat(fmt.Sprint(from)), nil
		}
		return rat(fmt.Sprint(v["min"])), rat(fmt.Sprint(v["max"]))
	default:
		return rat(fmt.Sprint(v)), rat(fmt.Sprint(v))
	}
}

// plainNumber is the notation that requests may use.
var plainNumber = regexp.MustCompile(`^-?[0-9]{1,12}(\.[0-9]{1,9})?$`)

// rat reads a number, nil if there is none or it is not one.
func rat(s string) *big.Rat {
	if !plainNumber.MatchString(s) {
		return nil
	}
	r, _ := new(big.Rat).SetString(s)
	return r
}

// moment reads a date, an instant or the beginning of a month as Unix seconds, 0
// if there is none.
func moment(s string) int64 {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1970 {
			return t.Unix()
		}
	}
	return 0
}

// plain is what counts in a name: all but spaces and - _ . / ( ), the letters of
// ASCII in either case.
func plain(name string) string {
	name = unspoken.ReplaceAllString(name, "")
	return capitals.ReplaceAllStringFunc(name, strings.ToLower)
}

var (
	unspoken = regexp.MustCompile(`[ _./()-]+`)
	capitals = regexp.MustCompile(`[A-Z]+`)
)

// height is the number in the name of a resolution, for "the highest is 480p".
func height(name string) int {
	n := 0
	if _, err := fmt.Sscanf(name, "%d", &n); err == nil && strings.HasSuffix(name, "K") {
		n *= 540 // 2K is 1080 lines, 4K is 2160
	}
	return n
}
