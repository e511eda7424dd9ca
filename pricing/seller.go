package pricing

// Seller is one who charges: a platform, a vendor's API, a vendor's consumer
// app, an aggregator. Credits of two sellers never add, compare or convert
// except through dollars.
type Seller struct {
	ID, Name string
	Vendor   string // the maker; an API and an app of one vendor are two sellers
	Kind     string // house, platform, api, app, aggregator, self-hosted
	Aliases  []string
	Currency Currency
	// Owned prices are the operator's own: in force until a row replaces them,
	// so never stale.
	Owned    bool
	NoOffers string         // why none of its credits has a price, or ""
	Failure  *FailurePolicy // nil when nothing is published
	Polling  *Polling       // nil when nothing is published
	Models   []Model
	Offers   []Offer
	Promos   []Promo
	Sources  []Source
}

// FailurePolicy is what a seller does with the charge of a job that brings no
// result.
type FailurePolicy struct {
	ProviderFailure Billing
	Timeout         Billing
	Cancelled       Billing
	Note            string
	Sources         []Source
}

// Billing says whether a job without a result is paid for.
type Billing uint8

const (
	BillingUnknown Billing = iota
	Refunded
	Billed
)

func (b Billing) String() string { return [...]string{"unknown", "refund", "bill"}[b] }

// Polling is how often a seller wants to be asked for the status of a job.
type Polling struct {
	MinSeconds Fixed
	MaxSeconds *Fixed // nil when no upper end is published
	Note       string
	Sources    []Source
}

// Currency is what a seller charges in.
type Currency struct {
	ID   string // "USD" or the id of the seller's own credit
	Name string
}

// Dollars reports whether the currency is the US dollar.
func (c Currency) Dollars() bool { return c.ID == "USD" }

// Model is one thing a seller generates with.
type Model struct {
	Place    int // among the rows of its table, from 1; 0 in one that was not loaded
	ID, Name string
	Aliases  []string
	Family   string // models of one family are the same model at different sellers
	Medium   string // video, image, compute
	// Modes lists the modes sold; ModesMatch says whether the list is all
	// there is (OneOf), irrelevant (Any) or not stated (Unknown).
	Modes          []string
	ModesMatch     Match
	Options        []Condition // the declared set of each dimension
	DefaultSeconds string      // used with a warning when a shot names no seconds
	WholeSeconds   bool        // any whole number of seconds is priced; unlisted ones warn
	InputImages    *InputImages
	Capabilities   []string
	Upstream       string // <seller>/<model> of the maker, whose sunset concerns this one
	Continues      Tri    // whether the seller goes on when the maker has ended it
	ContinuedBy    []Source
	PricedAs       string  // model of the same seller whose rates are this one's
	Sunset         Instant // of its own, or the maker's where the seller does not go on
	SunsetText     string
	Unpriced       string // why the model has no usable price
	Rates          []Rate
	Notes          []string
	Gaps           []Gap
	Sources        []Source
}

// InputImages is what a model accepts beside the prompt.
type InputImages struct {
	Max        int64  // 0 = not published
	SwitchesTo string // the mode that one or more images switch the request to
	Sources    []Source
}

// OfferKind is how an offer is bought.
type OfferKind uint8

const (
	Pack  OfferKind = iota // once
	Plan                   // every month
	Payg                   // credit by credit
	Free                   // nothing is paid
	Trial                  // a gift, once
)

func (k OfferKind) String() string { return [...]string{"pack", "plan", "payg", "free", "trial"}[k] }

// Offer is something one buys a seller's credits with.
type Offer struct {
	Place       int // among the rows of its table, from 1; 0 in one that was not loaded
	ID, Name    string
	Aliases     []string
	Kind        OfferKind
	Period      string // "month", or ""
	Price       *Fixed // US dollars; nil = not published
	Credits     *Fixed // nil = not published
	Grant       *Grant
	Precision   Precision
	Reason      string // why it has no price per credit
	Limits      Limits
	Known       string
	From, Until Instant
	Sources     []Source
	Note        string
	Conflicts   []Conflict
	Gaps        []Gap
}

func (o *Offer) holds(t Instant) bool {
	return (o.From == 0 || o.From <= t) && (o.Until == 0 || t < o.Until)
}

// Grant is a gift that is not in the seller's credits, such as a trial of $1.
type Grant struct {
	Unit   string
	Amount Fixed
}

// Limits are what an offer leaves out.
type Limits struct {
	Resolution    string // the highest resolution, or ""
	Watermark     Tri
	CommercialUse Tri
}

// Tri is a yes or a no, or neither: nothing published, nothing asked.
type Tri uint8

const (
	NotStated Tri = iota
	No
	Yes
)

func (t Tri) String() string { return [...]string{"unknown", "no", "yes"}[t] }

// YesOrNo reads "true" or "false" as the member of a request; "" states neither.
func YesOrNo(member, s string) (Tri, *Error) {
	switch s {
	case "":
		return NotStated, nil
	case "false":
		return No, nil
	case "true":
		return Yes, nil
	}
	return NotStated, refused(InvalidValue, member, Quoted(s)+" is neither yes nor no", "true", "false")
}

// Promo is a bonus on top of an offer. It is never part of a steady-state price.
type Promo struct {
	ID, Name     string
	BonusPercent Fixed
	CapCredits   Fixed
	Months       int64 // the first so many months
	NewUsersOnly bool
	Readings     []Reading
	Known        string
	Sources      []Source
	Note         string
}

// Reading is one of several things an ambiguous sentence can mean.
type Reading struct {
	ID      string // cap-on-bonus, cap-on-total, cap-on-base
	Default bool
	Text    string
}

// Document is one source of published numbers.
type Document struct {
	ID, Title string
	Known     string // "" = undated
}
