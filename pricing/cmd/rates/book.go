package main

// Book is the authored table: what the YAML files say, and where they say it.
type Book struct {
	Table    TableFile
	Sellers  []*SellerFile // sorted by id
	Findings []Finding

	findings *file // nil where there is none
}

// Finding is a printed statement beside what is found of it. It belongs to no price.
type Finding struct {
	About string `yaml:"about"` // <seller> or <seller>/<model>; "" is the whole table
}

// TableFile is table.yaml.
type TableFile struct {
	Version   string     `yaml:"-"` // from the compiled file, see compile
	Documents []Document `yaml:"documents"`
	// Resolutions are the vocabulary: every name that a row or a request may use.
	Resolutions []struct {
		ID     string `yaml:"id"`
		Width  int64  `yaml:"width"`
		Height int64  `yaml:"height"`
	} `yaml:"resolutions"`
	Policy struct {
		Seconds struct {
			Max string `yaml:"max"`
		} `yaml:"seconds"`
		StaleAfterDays int64 `yaml:"staleAfterDays"`
	} `yaml:"policy"`
	Capabilities []struct {
		ID   string `yaml:"id"`
		Name string `yaml:"name"`
	} `yaml:"capabilities"`
	Routing []struct {
		Need       string   `yaml:"need"`
		Constraint string   `yaml:"constraint"`
		Name       string   `yaml:"name"`
		Vendor     string   `yaml:"vendor"`
		Models     []string `yaml:"models"`
		Sources    []Source `yaml:"sources"`
	} `yaml:"routing"`
	Rules []struct {
		ID      string   `yaml:"id"`
		From    string   `yaml:"from"`
		Text    string   `yaml:"text"`
		Sources []Source `yaml:"sources"`
	} `yaml:"rules"`
	Spending []struct {
		Purpose string   `yaml:"purpose"`
		Spend   string   `yaml:"spend"`
		Text    string   `yaml:"text"`
		Sources []Source `yaml:"sources"`
	} `yaml:"spending"`

	file *file
}

// Document is one source of published numbers.
type Document struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	Known string `yaml:"known"`
}

// Source is where a row was published: a place in a document, or a page and the day
// on which it was seen.
type Source struct {
	Document string `yaml:"document"`
	Line     int    `yaml:"line"`
	Place    string `yaml:"place"`
	URL      string `yaml:"url"`
	Known    string `yaml:"known"`
}

// SellerFile is the file of one seller.
type SellerFile struct {
	// Source is that of everything in the file that has none of its own.
	Source *Source `yaml:"source"`
	Seller struct {
		ID       string   `yaml:"id"`
		Name     string   `yaml:"name"`
		Vendor   string   `yaml:"vendor"`
		Kind     string   `yaml:"kind"`
		Currency any      `yaml:"currency"`
		Aliases  []string `yaml:"aliases"`
		Owned    bool     `yaml:"owned"`
		NoOffers string   `yaml:"noOffers"`
		Failure  *struct {
			ProviderFailure string   `yaml:"providerFailure"`
			Timeout         string   `yaml:"timeout"`
			Cancelled       string   `yaml:"cancelled"`
			Note            string   `yaml:"note"`
			Sources         []Source `yaml:"sources"`
		} `yaml:"failurePolicy"`
		Polling *struct {
			MinSeconds string   `yaml:"minSeconds"`
			MaxSeconds string   `yaml:"maxSeconds"`
			Note       string   `yaml:"note"`
			Sources    []Source `yaml:"sources"`
		} `yaml:"polling"`
		Sources []Source `yaml:"sources"`
	} `yaml:"seller"`
	Models []Model `yaml:"models"`
	Rates  []Rate  `yaml:"rates"`
	Offers []Offer `yaml:"offers"`
	Promos []Promo `yaml:"promos"`
	// Operator is what only the operator may see; it is not compiled.
	Operator Operator `yaml:"operator"`

	file *file
}

// Model is one model of a seller.
type Model struct {
	ID             string         `yaml:"id"`
	Name           string         `yaml:"name"`
	Aliases        []string       `yaml:"aliases"`
	Family         string         `yaml:"family"`
	Medium         string         `yaml:"medium"`
	Modes          any            `yaml:"modes"`
	Options        map[string]any `yaml:"options"`
	DefaultSeconds *Length        `yaml:"defaultSeconds"`
	SecondsRule    string         `yaml:"secondsRule"`
	InputImages    *struct {
		Max        *int64   `yaml:"max"`
		SwitchesTo string   `yaml:"switchesTo"`
		Sources    []Source `yaml:"sources"`
	} `yaml:"inputImages"`
	Capabilities []string `yaml:"capabilities"`
	Upstream     string   `yaml:"upstream"`
	Continues    Answer   `yaml:"continues"`
	PricedAs     string   `yaml:"pricedAs"`
	Sunset       *struct {
		On   string `yaml:"on"`
		Text string `yaml:"text"`
	} `yaml:"sunset"`
	Unpriced string   `yaml:"unpriced"`
	Notes    []Note   `yaml:"notes"`
	Gaps     []Gap    `yaml:"gaps"`
	Sources  []Source `yaml:"sources"`
}

// Answer is yes, no or unknown, "" where nothing is said, and who says so.
type Answer struct {
	Value   string   `yaml:"value"`
	Sources []Source `yaml:"sources"`
}

// UnmarshalYAML reads one word, or a word with its sources.
func (a *Answer) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&a.Value) == nil {
		return nil
	}
	type plain Answer
	return unmarshal((*plain)(a))
}

// Length is a number of seconds, and who says so.
type Length struct {
	Value string `yaml:"value"`
}

// UnmarshalYAML reads a number, or a number with its sources.
func (l *Length) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&l.Value) == nil {
		return nil
	}
	type plain Length
	return unmarshal((*plain)(l))
}

// Note is a remark with its source.
type Note struct {
	Text string `yaml:"text"`
}

// Gap is something that no source publishes.
type Gap struct {
	Field   string   `yaml:"field"`
	Text    string   `yaml:"text"`
	Sources []Source `yaml:"sources"`
}

// Conflict is another published statement that cannot be true beside this one.
type Conflict struct {
	Text    string   `yaml:"text"`
	Amount  string   `yaml:"amount"`
	Rate    string   `yaml:"rate"`
	Sources []Source `yaml:"sources"`
}

// Rate is one published price, or a grid of them until it is taken apart.
type Rate struct {
	ID             string         `yaml:"id"`
	Model          string         `yaml:"model"`
	When           map[string]any `yaml:"when"`
	Grid           []string       `yaml:"grid"`
	Independent    []string       `yaml:"independent"`
	Unit           string         `yaml:"unit"`
	Per            string         `yaml:"per"`
	Amount         any            `yaml:"amount"`
	Precision      string         `yaml:"precision"`
	Minimum        string         `yaml:"minimum"`
	PixelsPerToken string         `yaml:"pixelsPerToken"`
	Modifiers      []Modifier     `yaml:"modifiers"`
	Status         string         `yaml:"status"`
	Replaces       string         `yaml:"replaces"`
	Known          string         `yaml:"known"`
	From           string         `yaml:"from"`
	Until          string         `yaml:"until"`
	Sources        []Source       `yaml:"sources"`
	Note           string         `yaml:"note"`
	Reproduces     string         `yaml:"reproduces"`
	Conflicts      []Conflict     `yaml:"conflicts"`
	Gaps           []Gap          `yaml:"gaps"`

	row  int      // its place among the rates of the file
	cell []string // the keys that lead to it in a grid
}

// at is the path of a member of the row in its file.
func (r *Rate) at(member ...any) []any { return append([]any{"rates", r.row}, member...) }

// amountAt is the path of the amount of the row, which of a cell stands in its grid.
func (r *Rate) amountAt() []any {
	path := r.at("amount")
	for _, key := range r.cell {
		path = append(path, key)
	}
	return path
}

// Modifier changes the price when its condition holds.
type Modifier struct {
	If           map[string]any `yaml:"if"`
	Add          string         `yaml:"add"`
	Multiply     string         `yaml:"multiply"`
	Count        string         `yaml:"count"`
	As           string         `yaml:"as"`
	Unit         string         `yaml:"unit"`
	Max          int64          `yaml:"max"`
	Precision    string         `yaml:"precision"`
	MaxWaitHours string         `yaml:"maxWaitHours"`
	Sources      []Source       `yaml:"sources"`
	Note         string         `yaml:"note"`
}

// Offer is something one buys credits with.
type Offer struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases"`
	Kind    string   `yaml:"kind"`
	Price   string   `yaml:"price"`
	Credits string   `yaml:"credits"`
	Period  string   `yaml:"period"`
	Grant   *struct {
		Unit   string `yaml:"unit"`
		Amount string `yaml:"amount"`
	} `yaml:"grant"`
	Precision string `yaml:"precision"`
	Reason    string `yaml:"reason"`
	Limits    *struct {
		Resolution    string `yaml:"resolution"`
		Watermark     *bool  `yaml:"watermark"`
		CommercialUse *bool  `yaml:"commercialUse"`
	} `yaml:"limits"`
	Known     string     `yaml:"known"`
	From      string     `yaml:"from"`
	Until     string     `yaml:"until"`
	Sources   []Source   `yaml:"sources"`
	Note      string     `yaml:"note"`
	Conflicts []Conflict `yaml:"conflicts"`
	Gaps      []Gap      `yaml:"gaps"`
}

// Promo is a bonus on top of an offer.
type Promo struct {
	ID           string `yaml:"id"`
	Name         string `yaml:"name"`
	BonusPercent string `yaml:"bonusPercent"`
	CapCredits   string `yaml:"capCredits"`
	Months       string `yaml:"months"`
	NewUsersOnly bool   `yaml:"newUsersOnly"`
	Readings     []struct {
		ID      string `yaml:"id"`
		Default bool   `yaml:"default"`
		Text    string `yaml:"text"`
	} `yaml:"readings"`
	Known   string   `yaml:"known"`
	Sources []Source `yaml:"sources"`
	Note    string   `yaml:"note"`
}

// Operator holds what the house's prices are set beside.
type Operator struct {
	Costs       []Cost       `yaml:"costs"`
	LossLeaders []LossLeader `yaml:"lossLeaders"`
}

// Cost is a vendor rate that a price of the house is set beside.
type Cost struct {
	Model string `yaml:"model"`
	Rate  string `yaml:"rate"`
	Match string `yaml:"match"`
	Audio bool   `yaml:"audio"`
	// Shot is what the rows leave open of the generation that both are priced at.
	Shot map[string]string `yaml:"shot"`
}

// LossLeader is a loss that is known and accepted until a day.
type LossLeader struct {
	Model       string   `yaml:"model"`
	Rate        string   `yaml:"rate"`
	Offers      []string `yaml:"offers"`
	Promo       bool     `yaml:"promo"`
	Until       string   `yaml:"until"`
	Worst       string   `yaml:"worst"` // dollars per second; a deeper loss is not accepted
	Reason      string   `yaml:"reason"`
	Computation string   `yaml:"computation"`
}

// fullID is the id of a rate in the whole table.
func (s *SellerFile) fullID(r *Rate) string {
	return s.Seller.ID + "/" + r.Model + "/" + r.ID
}

func (b *Book) count(of func(*SellerFile) int) int {
	n := 0
	for _, s := range b.Sellers {
		n += of(s)
	}
	return n
}
