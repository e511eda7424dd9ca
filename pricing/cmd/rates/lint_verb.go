package main

import (
	"strings"
)

// lintVerb compares the marked prices of documents with the table.
type lintVerb struct {
	Fix  bool `help:"Write the table's price where another stands."`
	AsOf day  `placeholder:"DAY" help:"The day of marks without one; by default today."`
	compiledTable
	Paths []string `arg:"" name:"path" help:"A document, or a folder of some."`
}

const lintHelp = `Finds prices that stand in Markdown, MDX and HTML beside a statement of what they are the price of,
and prints where the rate table says otherwise. A folder is searched for .md, .markdown, .mdx, .html
and .htm, but for node_modules, dist and whatever begins with a dot. Exit status 1 if a price is
wrong or cannot be checked.

A price is marked in one of these ways. In Markdown and HTML

    <!-- reelrate SHOT -->PRICE<!-- /reelrate -->

in MDX, which has no such comments

    {/* reelrate SHOT */}PRICE{/* /reelrate */}

and anywhere, as what our elements show before their script runs or without one

    <reelrate-price ATTRIBUTES>PRICE</reelrate-price>
    <reelrate-calculator ATTRIBUTES>NAME: PRICE</reelrate-calculator>

or under the prefix that a site gives them, with a seller among the attributes.

A price in the alternative text of a badge or in the title of a frame is checked as well

    ![NAME: PRICE](https://…/badge/PATH)

Fields are the members of a quote request, with hyphens: seller, model, seconds, tier, resolution,
audio, input-images, count, takes, as-of … "plan" is the offer that pays for credits; plan-price and
plan-credits are a plan of one's own. "show" chooses one figure: credits, dollars, total-credits,
total-dollars, per-second-credits, per-second-dollars. Without it the total may stand there in
credits, in dollars or, as our element writes it, in both, the dollars in brackets. A value with
spaces is quoted.

What is shown as code is left out, and so is an element whose attributes the site's program fills
in. Where a Markdown line begins with a comment, Markdown takes all of the line for HTML: put a word
before it.

In GitHub Actions:

    name: prices
    on:
      pull_request:
      schedule: [{cron: "17 5 * * 1"}]  # the table changes without the docs
    jobs:
      prices:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v5
          - uses: actions/setup-go@v6
            with: {go-version: stable}
          - run: go run github.com/reelrate/reelrate/pricing/cmd/rates@main lint-docs docs README.md

The table is the one that the tool was built with. To check against that of a running site, fetch it
first: curl -fsSo table.json https://…/v1/rates, and then --table table.json.

`

// Help has a shot of the table in its markers.
func (lintVerb) Help() string {
	text := lintHelp + example("rates lint-docs README.md")
	q := exampleQuote()
	if q == nil {
		return text
	}
	seconds := q.Shot.Seconds.Decimal.String()
	shot := "seller=" + q.Seller.ID + " model=" + q.Model.ID + " seconds=" + seconds
	attributes := `seller="` + q.Seller.ID + `" model="` + q.Model.ID + `" seconds="` + seconds + `"`
	return strings.NewReplacer("SHOT", shot, "ATTRIBUTES", attributes, "PRICE", priceOf(q, ""),
		"NAME", seconds+" s of "+q.Model.Name, "PATH", q.Seller.ID+"/"+q.Model.ID+".svg?seconds="+seconds).Replace(text)
}
