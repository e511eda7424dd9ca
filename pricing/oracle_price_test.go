package pricing_test

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// request is what a quote asks for: each member that is given, as text, the
// members of a plan as "plan.price" and "plan.credits".
type request map[string]string

// verdict is what the oracle says of a request: why it has no price, or the
// price.
type verdict struct {
	refused string

	rate        string
	dollars     bool     // the seller charges dollars
	low, high   *big.Rat // in the seller's currency; high is nil for a floor
	perCredit   *big.Rat // dollars; nil = unknown
	seconds     *big.Rat // nil = unknown
	generations *big.Rat
	offers      map[string]*big.Rat // dollars per credit by offer, if all are asked for
	said        map[string]string   // what else the answer says, by path
	spent       map[string]bool     // members that a change had to do with
}

func no(why string) verdict { return verdict{refused: why} }

// bounds are the numbers a request may give.
var bounds = map[string]struct {
	least, most *big.Rat
	whole       bool
	above       bool // the least itself is too little
}{
	"tier":         {rat("1"), rat("20"), true, false},
	"images":       {rat("1"), rat("1000"), true, false},
	"inputImages":  {rat("0"), rat("1000"), true, false},
	"inputSeconds": {rat("0"), rat("3600"), false, false},
	"width":        {rat("1"), rat("16384"), true, false},
	"height":       {rat("1"), rat("16384"), true, false},
	"fps":          {rat("0"), rat("240"), false, true},
	"gpuHours":     {rat("0"), rat("100000"), false, true},
	"count":        {rat("1"), rat("1000000"), true, false},
	"takes":        {rat("1"), rat("1000"), true, false},
	"credits":      {rat("0"), rat("1000000000"), false, true},
	"plan.price":   {rat("0"), rat("1000000000"), false, false},
	"plan.credits": {rat("0"), rat("1000000000"), false, true},
	"seconds":      {rat("1"), nil, true, false}, // the most is the table's
}

// number is a numeric member of a checked request, nil if it is not given.
func (r request) number(member string) *big.Rat { return rat(r[member]) }

// wellFormed reports what is wrong with the values of a request by themselves.
func (o *oracle) wellFormed(r request) string {
	for member, text := range r {
		b, numeric := bounds[member]
		switch member {
		case "audio", "hdr", "batch", "everyOffer", "history":
			if text != "true" && text != "false" {
				return member + " is neither true nor false"
			}
		case "asOf":
			if moment(text) == 0 {
				return "not a date"
			}
		}
		if !numeric {
			continue
		}
		if member == "seconds" {
			b.most = o.longest
		}
		n := rat(text)
		switch {
		case n == nil:
			return member + " is not a number"
		case b.whole && !n.IsInt(), b.above && n.Sign() <= 0, n.Cmp(b.least) < 0, n.Cmp(b.most) > 0:
			return member + " is out of bounds"
		}
	}
	if _, ok := r["plan.price"]; ok != (r["plan.credits"] != "") {
		return "half a plan"
	}
	return ""
}

// price is the oracle's answer on the day.
func (o *oracle) price(r request, today int64) verdict {
	if why := o.wellFormed(r); why != "" {
		return no(why)
	}
	at := today
	if r["asOf"] != "" {
		at = moment(r["asOf"])
	}
	v := verdict{said: map[string]string{"precision": "exact"}, generations: new(big.Rat).Mul(orOne(r.number("count")), orOne(r.number("takes")))}
	if r["plan.price"] != "" && r["offer"] != "" {
		return no("both a plan and an offer")
	}
	if r["credits"] != "" {
		return o.ownCredits(r, v)
	}

	seller, ok := o.names[plain(r["seller"])+"\n"]
	if !ok {
		return no("no such seller")
	}
	model, ok := o.names[seller[0]+"\n"+plain(r["model"])]
	if !ok {
		return no("no such model")
	}
	shot, why := o.complete(r)
	if why != "" {
		return no(why)
	}
	fits := o.fitting(model, shot, at)
	if len(fits) != 1 {
		return no("not one row fits")
	}
	w := fits[0]
	if in := shot.number("inputImages"); in != nil && w.mostInputs != nil && in.Cmp(w.mostInputs) > 0 {
		return no("too many input images")
	}
	v.seconds = shot.number("seconds")
	if v.seconds == nil && w.unit == "second" {
		v.seconds = rat(w.normally)
	}
	if v.seconds == nil {
		v.seconds = rat(w.clip)
	}
	if why := v.charge(w, shot); why != "" {
		return no(why)
	}
	for _, member := range described {
		if shot[member] != "" && !v.settles(w, shot, member) {
			return no("nothing says what " + member + " does")
		}
	}
	v.rate = w.id
	if in := shot.number("inputImages"); in != nil && in.Sign() > 0 {
		v.said["effectiveMode"] = w.switchesTo
	}
	if w.disputed {
		v.said["disputed"] = "true"
	}
	shot["resolution"] = first(shot["resolution"], w.raster)
	return o.pay(v, seller[0], shot, at)
}

// described are the members that say what is to be generated.
var described = []string{"mode", "resolution", "audio", "hdr", "quality", "batch", "seconds", "tier", "images",
	"inputImages", "inputSeconds", "width", "height", "fps", "gpuHours"}

// aFrame is a resolution in numbers.
var aFrame = regexp.MustCompile(`^([0-9]{1,5})[xX×]([0-9]{1,5})$`)

// complete copies the request and settles its resolution: a name of the table, or
// a frame, which takes the name that stands for it or else is its own.
func (o *oracle) complete(r request) (request, string) {
	shot := request{}
	for k, v := range r {
		if n := rat(v); bounds[k].least != nil && n.IsInt() {
			v = n.Num().String() // 08 and 8.0 are 8
		}
		shot[k] = v
	}
	label := o.named[strings.ToLower(shot["resolution"])]
	if strings.ContainsRune(shot["resolution"], '\u212a') {
		label = "" // the sign of the kelvin, whose lower case is a k
	}
	if sides := aFrame.FindStringSubmatch(shot["resolution"]); label == "" && sides != nil {
		for i, side := range []string{"width", "height"} {
			n := rat(sides[i+1])
			if n.Cmp(bounds[side].least) < 0 || n.Cmp(bounds[side].most) > 0 {
				return nil, "a frame that is out of bounds"
			}
			if shot[side] != "" && shot.number(side).Cmp(n) != 0 {
				return nil, "two frames"
			}
			shot[side] = n.Num().String()
		}
	} else if label == "" && shot["resolution"] != "" {
		return nil, "no such resolution"
	}
	shot["resolution"] = label
	if (shot["width"] == "") != (shot["height"] == "") {
		return nil, "half a frame"
	}
	if shot["width"] == "" {
		return shot, ""
	}
	frame := upright(shot["width"], shot["height"])
	if label != "" && o.frames[label] != frame {
		return nil, "a frame of another resolution"
	}
	for name, named := range o.frames {
		if named == frame {
			shot["resolution"] = name
		}
	}
	shot["resolution"] = first(shot["resolution"], shot["width"]+"x"+shot["height"])
	return shot, ""
}

// counted are the members that each unit is counted from.
var counted = map[string][]string{
	"second": {"seconds"}, "image": {"images"}, "gpuHour": {"gpuHours"}, "inputSecond": {"inputSeconds"}, "referenceImage": {"inputImages"},
	"megapixel": {"width", "height", "seconds", "fps"}, "token": {"width", "height", "seconds", "fps"},
}

// settles reports whether the row's price has to do with a member that the shot
// gives. The rules that the shot has passed speak for the dimensions.
func (v *verdict) settles(w row, shot request, member string) bool {
	if slices.Contains(w.free, member) || v.spent[member] {
		return true
	}
	pixels := w.unit == "megapixel" || w.unit == "token"
	if slices.Contains(counted[w.unit], member) {
		return !pixels || !w.image || member == "width" || member == "height"
	}
	switch member {
	case "mode", "resolution", "audio", "hdr", "quality", "batch", "tier", "seconds", "width", "height":
		return true // the frame is that of the resolution
	case "fps":
		return w.formula && shot["width"] != "" && v.seconds != nil
	case "inputImages":
		return shot[member] == "0" && slices.ContainsFunc(w.modes, func(mode string) bool {
			return !strings.HasPrefix(mode, "image-to-") && (shot["mode"] == "" || shot["mode"] == mode)
		})
	}
	return false
}

// fitting lists the rows of the model that hold at the moment and let the
// request through, without those that another one of them stands in for.
func (o *oracle) fitting(model [2]string, shot request, at int64) []row {
	var fits []row
	replaced := map[string]bool{}
rows:
	for _, w := range o.rows {
		if w.seller != model[0] || w.model != model[1] || at < w.from || w.until != 0 && at >= w.until {
			continue
		}
		for _, rule := range append(slices.Clone(w.rules), w.sold...) {
			if !rule.passes(shot[rule.member]) {
				continue rows
			}
		}
		if n := shot.number("inputImages"); n != nil && n.Sign() > 0 && len(w.modes) > 0 &&
			!slices.ContainsFunc(w.modes, func(mode string) bool { return !strings.HasPrefix(mode, "text-") }) {
			continue
		}
		replaced[w.replaces] = true
		fits = append(fits, w)
	}
	kept := fits[:0]
	for _, w := range fits {
		if !replaced[w.id] {
			kept = append(kept, w)
		}
	}
	return kept
}

// charge computes the price of one generation, or says why it cannot.
func (v *verdict) charge(w row, shot request) string {
	n := v.quantity(w, shot, w.unit)
	if n == nil {
		return "no " + w.unit
	}
	var changes []change
	for _, c := range w.changes {
		applies, why := c.applies(shot)
		if applies {
			v.spend(c)
		}
		switch {
		case why != "":
			return why
		case applies && c.count != "":
			n = new(big.Rat).Add(n, product(v.quantity(w, shot, c.count), c.as))
		case applies:
			changes = append(changes, c)
		}
	}
	if w.least != nil && n.Cmp(w.least) < 0 {
		n = w.least
	}
	v.low, v.high = product(w.low, n), product(w.high, n)
	v.said["precision"] = w.precision
	for _, c := range changes {
		if doubt(c.precision) > doubt(v.said["precision"]) {
			v.said["precision"] = c.precision
		}
		v.said["maxWaitHours"] = c.wait
		if c.times != nil {
			v.low, v.high = product(v.low, c.times), product(v.high, c.times)
			continue
		}
		q := v.quantity(w, shot, c.unit)
		if q == nil || c.most != nil && q.Cmp(c.most) > 0 {
			return "none or too many of " + c.unit
		}
		v.low, v.high = sum(v.low, product(c.add, q)), sum(v.high, product(c.add, q))
	}
	return ""
}

// spend notes what an applied change has to do with.
func (v *verdict) spend(c change) {
	if v.spent == nil {
		v.spent = map[string]bool{}
	}
	for _, rule := range c.rules {
		v.spent[rule.member] = true
	}
	for _, member := range counted[first(c.unit, c.count)] {
		v.spent[member] = true
	}
}

// quantity is how many of the unit the shot has, nil if it does not say.
func (v *verdict) quantity(w row, shot request, unit string) *big.Rat {
	frames, pixels := rat("1"), rat("1000000")
	switch unit {
	case "call", "clip":
		return rat("1")
	case "second":
		return v.seconds
	case "image":
		return orOne(shot.number("images"))
	case "gpuHour":
		return shot.number("gpuHours")
	case "inputSecond":
		return orZero(shot.number("inputSeconds"))
	case "referenceImage":
		return orZero(shot.number("inputImages"))
	case "token":
		pixels = w.pixels
	}
	if !w.image {
		frames = product(v.seconds, shot.number("fps"))
	}
	return product(product(frames, product(shot.number("width"), shot.number("height"))), new(big.Rat).Inv(pixels))
}

// applies reports whether the shot meets the conditions of the change. Sound,
// HDR and batches are off unless the shot has them; what else decides is needed.
func (c change) applies(shot request) (applies bool, why string) {
	for _, rule := range c.rules {
		given := shot[rule.member]
		if given == "" && slices.Contains([]string{"audio", "hdr", "batch"}, rule.member) {
			given = "false"
		}
		if given == "" {
			return false, "the price depends on " + rule.member
		}
		if !rule.passes(given) {
			return false, ""
		}
	}
	return true, ""
}

// pay finds what one of the seller's credits costs.
func (o *oracle) pay(v verdict, seller string, shot request, at int64) verdict {
	s := o.sellers[seller]
	v.dollars = s.dollars
	if s.dollars {
		if shot["offer"] != "" || shot["plan.price"] != "" {
			return no("dollars are not bought with an offer")
		}
		v.perCredit = rat("1")
		return v
	}
	usable := map[string]*big.Rat{}
	var named *offer
	for i, f := range s.offers {
		if shot["offer"] != "" && f.called(shot["offer"]) {
			named = &s.offers[i]
		}
		if f.sells(shot["resolution"], at) {
			usable[f.id] = new(big.Rat).Quo(f.price, f.credits)
		}
	}
	switch {
	case shot["plan.price"] != "":
		v.perCredit = new(big.Rat).Quo(shot.number("plan.price"), shot.number("plan.credits"))
	case shot["offer"] != "" && (named == nil || usable[named.id] == nil):
		return no("no such offer for this shot")
	case named != nil:
		v.perCredit = usable[named.id]
	case len(s.offers) == 1 && len(usable) == 1:
		for _, p := range usable {
			v.perCredit = p
		}
	}
	if shot["everyOffer"] == "true" {
		v.offers = usable
	}
	return v
}

// called reports whether a request may call the offer so.
func (f offer) called(name string) bool {
	return slices.ContainsFunc(f.names, func(n string) bool { return plain(n) == plain(name) })
}

// sells reports whether the offer prices a credit for a shot of the resolution
// at the moment.
func (f offer) sells(resolution string, at int64) bool {
	return f.price != nil && f.credits != nil && at >= f.from && (f.until == 0 || at < f.until) &&
		(f.highest == "" || height(resolution) <= height(f.highest))
}

// ownCredits prices a generation of which the caller brings the credits and
// perhaps the length.
func (o *oracle) ownCredits(r request, v verdict) verdict {
	if r["seller"] != "" || r["model"] != "" || r["offer"] != "" || r["everyOffer"] == "true" {
		return no("credits of one's own and a seller")
	}
	for _, member := range described {
		if r[member] != "" && member != "seconds" {
			return no("credits of one's own and a shot")
		}
	}
	v.low = r.number("credits")
	v.high = v.low
	v.seconds = r.number("seconds")
	if r["plan.price"] != "" {
		v.perCredit = new(big.Rat).Quo(r.number("plan.price"), r.number("plan.credits"))
	}
	return v
}

// doubt orders the precisions.
func doubt(precision string) int {
	return slices.Index([]string{"exact", "approx", "estimated", "range", "floor"}, precision)
}

func orOne(r *big.Rat) *big.Rat {
	if r == nil {
		return rat("1")
	}
	return r
}

func orZero(r *big.Rat) *big.Rat {
	if r == nil {
		return new(big.Rat)
	}
	return r
}

// sum and product are nil if one of the two is.
func sum(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil {
		return nil
	}
	return new(big.Rat).Add(a, b)
}

func product(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil {
		return nil
	}
	return new(big.Rat).Mul(a, b)
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
