package pricing

// Rate is one published price: what was printed, under which conditions, where
// and as of when. It never says more than its source.
type Rate struct {
	ID    string // <seller>/<model>/<name>
	Place int    // among the rows of its table, from 1; 0 in one that was not loaded
	When  []Condition
	// Independent are the members that the row declares its price not to depend
	// on, as its sources say or, of the operator's own prices, the operator.
	Independent Members
	Unit        Unit
	Per         Fixed // how many units the amount buys
	Amount      Range // in the seller's currency
	Precision   Precision
	Minimum     *Fixed // least billable quantity, in Unit
	// PixelsPerToken turns width × height × frames into tokens, for Token.
	PixelsPerToken *Fixed
	Modifiers      []Modifier
	Status         Status
	Replaces       string  // a promotional rate stands in for this id while it holds
	Known          string  // "2026-01", "2026-06-01", or "" when the source is undated
	From, Until    Instant // holds from From up to, not including, Until
	FromMonth      bool    // only the month of From is known, which is its first day
	UntilMonth     bool
	Sources        []Source
	Note           string
	Reproduces     string // what an informational formula does reproduce
	Conflicts      []Conflict
	Gaps           []Gap
}

// Since is From as exactly as the source gives it: "2026-06-01", "2026-01" where
// only the month is known, "" where it is open.
func (r *Rate) Since() string { return string(AppendMonthOrDay(nil, r.From, r.FromMonth)) }

// Ends is Until in the same form.
func (r *Rate) Ends() string { return string(AppendMonthOrDay(nil, r.Until, r.UntilMonth)) }

// Holds reports whether the rate is in force at t.
func (r *Rate) Holds(t Instant) bool {
	return (r.From == 0 || r.From <= t) && (r.Until == 0 || t < r.Until)
}

// Status says what a row may be used for.
type Status uint8

const (
	Current       Status = iota // quoted
	Superseded                  // history, shown beside a quote and never quoted
	Informational               // a published formula that does not reproduce the listed prices
)

func (s Status) String() string { return [...]string{"current", "superseded", "informational"}[s] }

// Precision is how exactly the source states an amount, least doubtful first.
type Precision uint8

const (
	Exact     Precision = iota
	Approx              // "about", "~", "roughly", of one amount or of the ends of a range
	Estimated           // the source calls it an estimate
	Ranged              // two exact ends, no rule between them
	Floor               // an exact "from": no upper end
)

func (p Precision) String() string {
	return [...]string{"exact", "approx", "estimated", "range", "floor"}[p]
}

// Unit is what an amount buys one of (or Rate.Per of).
type Unit uint8

const (
	Call           Unit = iota // one request
	Clip                       // one clip, of the seconds in the rate's conditions where published
	Second                     // one second of generated video
	Image                      // one generated image
	Megapixel                  // 10⁶ × (width × height × frames)
	GPUHour                    // one hour of one GPU
	Token                      // width × height × frames ÷ Rate.PixelsPerToken
	InputSecond                // one second of input video
	ReferenceImage             // one input image
)

func (u Unit) String() string {
	return [...]string{"call", "clip", "second", "image", "megapixel", "gpuHour", "token", "inputSecond", "referenceImage"}[u]
}

// noun is the unit in a sentence.
func (u Unit) noun() string {
	return [...]string{"call", "clip", "s", "image", "Mpx", "GPU hour", "token", "input s", "reference image"}[u]
}

// Dim is a property of a shot that a price can depend on.
type Dim uint8

const (
	Mode Dim = iota
	Resolution
	Audio
	HDR
	Quality
	Batch
	Tier
	Seconds
	Pixels // width × height of one frame
)

func (d Dim) String() string {
	return [...]string{"mode", "resolution", "audio", "hdr", "quality", "batch", "tier", "seconds", "pixels"}[d]
}

// Dims are the dimensions in the order in which a shot is checked.
var Dims = [...]Dim{Mode, Resolution, Audio, HDR, Quality, Batch, Tier, Seconds, Pixels}

// field is the member of a request to name for the dimension.
func (d Dim) field() string {
	if d == Pixels {
		return "width"
	}
	return d.String()
}

// Boolean dimensions are features: a shot that does not mention one is priced
// without the surcharges for it.
func (d Dim) Boolean() bool { return d == Audio || d == HDR || d == Batch }

// Match is how a condition compares.
type Match uint8

const (
	Unknown Match = iota // the source does not state the value: never a wildcard
	Any                  // no value is left out
	OneOf                // one of Values
	Within               // a number above Over and up to UpTo
)

// Condition restricts one dimension of a rate or modifier. A dimension without
// a condition is Unknown.
type Condition struct {
	Dim    Dim
	Match  Match
	Values []string
	Over   int64 // Within: greater than
	UpTo   int64 // Within: at most; 0 means no upper bound
}

// ConditionOn finds the condition on d, Unknown if there is none. A missing batch
// condition is ordinary, unbatched processing: that is what a price without
// further words is for.
func ConditionOn(when []Condition, d Dim) Condition {
	for i := range when {
		if when[i].Dim == d {
			return when[i]
		}
	}
	if d == Batch {
		return Condition{Dim: Batch, Match: OneOf, Values: unbatched}
	}
	return Condition{Dim: d}
}

var unbatched = []string{"false"}

// Modifier changes the price of a rate when its condition holds. Modifiers
// apply in the order in which they are listed.
type Modifier struct {
	If           []Condition
	Op           ModifierOp
	Amount       Fixed
	Unit         Unit // Add: what one Amount is charged for; Count: what is counted
	Max          int64
	Precision    Precision
	MaxWaitHours string
	Sources      []Source
	Note         string
}

// ModifierOp is what a modifier does with its Amount.
type ModifierOp uint8

const (
	Add      ModifierOp = iota // adds Amount per Unit, at most Max of them
	Multiply                   // multiplies the price so far
	Count                      // counts each Unit as Amount of the rate's own unit
)

func (o ModifierOp) String() string { return [...]string{"add", "multiply", "count"}[o] }

// Source is where a statement was published: a place in a document, or a page alone.
type Source struct {
	Document string // id of a [Document], or ""
	Line     int    // in the document, or 0
	Place    string // in the document, in words, or ""
	URL      string // the vendor's page, which the document cites if there is one, or ""
}

// Conflict is another published statement that cannot be true beside this one.
type Conflict struct {
	Text    string
	Amount  string // the other amount, or ""
	Rate    string // the id of the other rate, or ""
	Sources []Source
}

// Gap is something needed to compute that no source publishes.
type Gap struct {
	Field   string
	Text    string
	Sources []Source
}
