package table

import "github.com/reelrate/reelrate/pricing"

// The form of everything in a table, each member once and sorted by name. What a
// member means stands beside the field that it goes to; what is zero, empty or
// not stated is left out.

// The names of what the engine counts from 0.
var (
	billings   = []string{"unknown", "refund", "bill"}
	kinds      = []string{"pack", "plan", "payg", "free", "trial"}
	dimensions = []string{"mode", "resolution", "audio", "hdr", "quality", "batch", "tier", "seconds", "pixels"}
	matches    = []string{"unknown", "any", "oneOf", "within"}
	operations = []string{"add", "multiply", "count"}
	precisions = []string{"exact", "approx", "estimated", "range", "floor"}
	statuses   = []string{"current", "superseded", "informational"}
	units      = []string{"call", "clip", "second", "image", "megapixel", "gpuHour", "token", "inputSecond", "referenceImage"}
)

// file is the outermost object.
func file(c codec, t *pricing.Table) {
	c.format()
	if c.part("table", true, true) {
		whole(c, t)
		c.end('}')
	}
}

func whole(c codec, t *pricing.Table) {
	list(c, "capabilities", &t.Capabilities, capability)
	list(c, "documents", &t.Documents, document)
	c.whole("maxSeconds", &t.MaxSeconds)
	list(c, "resolutions", &t.Resolutions, raster)
	list(c, "routing", &t.Routing, route)
	list(c, "rules", &t.Rules, rule)
	list(c, "sellers", &t.Sellers, seller)
	list(c, "spending", &t.Spending, spending)
	c.whole("staleAfterDays", &t.StaleAfterDays)
	c.text("version", &t.Version)
}

func capability(c codec, v *pricing.Capability) {
	c.text("id", &v.ID)
	c.text("name", &v.Name)
}

func document(c codec, v *pricing.Document) {
	c.text("id", &v.ID)
	c.text("known", &v.Known)
	c.text("title", &v.Title)
}

func raster(c codec, v *pricing.Raster) {
	c.whole("height", &v.Height)
	c.text("name", &v.Name)
	c.whole("width", &v.Width)
}

func route(c codec, v *pricing.Route) {
	c.text("constraint", &v.Constraint)
	c.texts("models", &v.Models)
	c.text("name", &v.Name)
	c.text("need", &v.Need)
	list(c, "sources", &v.Sources, source)
	c.text("vendor", &v.Vendor)
}

func rule(c codec, v *pricing.Rule) {
	c.instant("from", &v.From, nil)
	c.text("id", &v.ID)
	list(c, "sources", &v.Sources, source)
	c.text("text", &v.Text)
}

func spending(c codec, v *pricing.Spending) {
	c.truth("more", &v.More)
	c.text("purpose", &v.Purpose)
	list(c, "sources", &v.Sources, source)
	c.text("text", &v.Text)
}

func source(c codec, v *pricing.Source) {
	c.text("document", &v.Document)
	line := int64(v.Line)
	if c.whole("line", &line); int(line) != v.Line {
		v.Line = int(line)
	}
	c.text("place", &v.Place)
	c.address("url", &v.URL)
}

func conflict(c codec, v *pricing.Conflict) {
	c.text("amount", &v.Amount)
	c.text("rate", &v.Rate)
	list(c, "sources", &v.Sources, source)
	c.text("text", &v.Text)
}

func gap(c codec, v *pricing.Gap) {
	c.text("field", &v.Field)
	list(c, "sources", &v.Sources, source)
	c.text("text", &v.Text)
}

func seller(c codec, v *pricing.Seller) {
	c.texts("aliases", &v.Aliases)
	if c.part("currency", true, true) {
		currency(c, &v.Currency)
		c.end('}')
	}
	part(c, "failure", &v.Failure, failure)
	c.text("id", &v.ID)
	c.text("kind", &v.Kind)
	list(c, "models", &v.Models, model)
	c.text("name", &v.Name)
	c.text("noOffers", &v.NoOffers)
	list(c, "offers", &v.Offers, offer)
	c.truth("owned", &v.Owned)
	part(c, "polling", &v.Polling, polling)
	list(c, "promos", &v.Promos, promo)
	list(c, "sources", &v.Sources, source)
	c.text("vendor", &v.Vendor)
}

func currency(c codec, v *pricing.Currency) {
	c.text("id", &v.ID)
	c.text("name", &v.Name)
}

func failure(c codec, v *pricing.FailurePolicy) {
	enum(c, "cancelled", &v.Cancelled, billings)
	c.text("note", &v.Note)
	enum(c, "providerFailure", &v.ProviderFailure, billings)
	list(c, "sources", &v.Sources, source)
	enum(c, "timeout", &v.Timeout, billings)
}

func polling(c codec, v *pricing.Polling) {
	c.optional("maxSeconds", &v.MaxSeconds)
	c.number("minSeconds", &v.MinSeconds)
	c.text("note", &v.Note)
	list(c, "sources", &v.Sources, source)
}

func model(c codec, v *pricing.Model) {
	c.texts("aliases", &v.Aliases)
	c.texts("capabilities", &v.Capabilities)
	list(c, "continuedBy", &v.ContinuedBy, source)
	c.tri("continues", &v.Continues)
	c.text("defaultSeconds", &v.DefaultSeconds)
	c.text("family", &v.Family)
	list(c, "gaps", &v.Gaps, gap)
	c.text("id", &v.ID)
	part(c, "inputImages", &v.InputImages, inputImages)
	c.text("medium", &v.Medium)
	c.texts("modes", &v.Modes)
	enum(c, "modesMatch", &v.ModesMatch, matches)
	c.text("name", &v.Name)
	c.texts("notes", &v.Notes)
	list(c, "options", &v.Options, condition)
	c.text("pricedAs", &v.PricedAs)
	list(c, "rates", &v.Rates, rate)
	list(c, "sources", &v.Sources, source)
	c.instant("sunset", &v.Sunset, nil)
	c.text("sunsetText", &v.SunsetText)
	c.text("unpriced", &v.Unpriced)
	c.text("upstream", &v.Upstream)
	c.truth("wholeSeconds", &v.WholeSeconds)
}

func inputImages(c codec, v *pricing.InputImages) {
	c.whole("max", &v.Max)
	list(c, "sources", &v.Sources, source)
	c.text("switchesTo", &v.SwitchesTo)
}

func rate(c codec, v *pricing.Rate) {
	c.amount("amount", &v.Amount)
	list(c, "conflicts", &v.Conflicts, conflict)
	c.instant("from", &v.From, &v.FromMonth)
	list(c, "gaps", &v.Gaps, gap)
	c.text("id", &v.ID)
	c.members("independent", &v.Independent)
	c.text("known", &v.Known)
	c.optional("minimum", &v.Minimum)
	list(c, "modifiers", &v.Modifiers, modifier)
	c.text("note", &v.Note)
	c.per("per", &v.Per)
	c.optional("pixelsPerToken", &v.PixelsPerToken)
	enum(c, "precision", &v.Precision, precisions)
	c.text("replaces", &v.Replaces)
	c.text("reproduces", &v.Reproduces)
	list(c, "sources", &v.Sources, source)
	enum(c, "status", &v.Status, statuses)
	enum(c, "unit", &v.Unit, units)
	c.instant("until", &v.Until, &v.UntilMonth)
	list(c, "when", &v.When, condition)
}

// condition is one of a rate, a modifier or a model, in the order in which the
// engine checks a shot.
func condition(c codec, v *pricing.Condition) {
	enum(c, "dimension", &v.Dim, dimensions)
	enum(c, "match", &v.Match, matches)
	c.whole("over", &v.Over)
	c.whole("upTo", &v.UpTo)
	c.texts("values", &v.Values)
}

func modifier(c codec, v *pricing.Modifier) {
	c.number("amount", &v.Amount)
	list(c, "if", &v.If, condition)
	c.whole("max", &v.Max)
	c.text("maxWaitHours", &v.MaxWaitHours)
	c.text("note", &v.Note)
	enum(c, "op", &v.Op, operations)
	enum(c, "precision", &v.Precision, precisions)
	list(c, "sources", &v.Sources, source)
	enum(c, "unit", &v.Unit, units)
}

func offer(c codec, v *pricing.Offer) {
	c.texts("aliases", &v.Aliases)
	list(c, "conflicts", &v.Conflicts, conflict)
	c.optional("credits", &v.Credits)
	c.instant("from", &v.From, nil)
	list(c, "gaps", &v.Gaps, gap)
	part(c, "grant", &v.Grant, grant)
	c.text("id", &v.ID)
	enum(c, "kind", &v.Kind, kinds)
	c.text("known", &v.Known)
	if c.part("limits", v.Limits != pricing.Limits{}, false) {
		limits(c, &v.Limits)
		c.end('}')
	}
	c.text("name", &v.Name)
	c.text("note", &v.Note)
	c.text("period", &v.Period)
	enum(c, "precision", &v.Precision, precisions)
	c.optional("price", &v.Price)
	c.text("reason", &v.Reason)
	list(c, "sources", &v.Sources, source)
	c.instant("until", &v.Until, nil)
}

func grant(c codec, v *pricing.Grant) {
	c.number("amount", &v.Amount)
	c.text("unit", &v.Unit)
}

func limits(c codec, v *pricing.Limits) {
	c.tri("commercialUse", &v.CommercialUse)
	c.text("resolution", &v.Resolution)
	c.tri("watermark", &v.Watermark)
}

func promo(c codec, v *pricing.Promo) {
	c.number("bonusPercent", &v.BonusPercent)
	c.number("capCredits", &v.CapCredits)
	c.text("id", &v.ID)
	c.text("known", &v.Known)
	c.whole("months", &v.Months)
	c.text("name", &v.Name)
	c.truth("newUsersOnly", &v.NewUsersOnly)
	c.text("note", &v.Note)
	list(c, "readings", &v.Readings, reading)
	list(c, "sources", &v.Sources, source)
}

func reading(c codec, v *pricing.Reading) {
	c.truth("default", &v.Default)
	c.text("id", &v.ID)
	c.text("text", &v.Text)
}
