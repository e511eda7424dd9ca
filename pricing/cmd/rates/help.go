package main

import (
	"errors"
	"time"

	"github.com/alecthomas/kong"

	"github.com/reelrate/reelrate/pricing"
)

// errHelped ends the reading of arguments: help was asked for and printed.
var errHelped = errors.New("help was printed")

// helpFlag is --help of the tool and of every verb. It comes before whatever else
// the arguments lack.
type helpFlag bool

func (helpFlag) BeforeReset(asked *kong.Context) error {
	if err := asked.PrintUsage(false); err != nil {
		return err
	}
	return errHelped
}

// helpVerb is --help as a verb.
type helpVerb struct {
	Verb string `arg:"" optional:"" help:"The verb to tell of."`
}

func (helpVerb) Help() string { return example("rates help check") }

func (v *helpVerb) Run(asked *kong.Context) error {
	args := []string{"--help"}
	if v.Verb != "" {
		args = []string{v.Verb, "--help"}
	}
	_, err := asked.Kong.Parse(args)
	if wrong, is := errors.AsType[*kong.ParseError](err); is && !errors.Is(err, errHelped) {
		return misused(wrong)
	}
	return nil
}

// example closes the help of a verb.
func example(line string) string { return "For example\n\n    " + line }

// exampleQuote is a price of the day that needs no more than a model, so that an
// example is true with any table: of the operator's own if there is one; nil if none
// is there.
func exampleQuote() (found *pricing.Quote) {
	table, on := standard(), pricing.InstantOf(time.Now()).Day()
	for i := range table.Sellers {
		s := &table.Sellers[i]
		if found != nil && !s.Owned {
			continue
		}
		for j := range s.Models {
			q, err := table.Quote(pricing.QuoteRequest{Shot: pricing.Shot{Seller: s.ID, Model: s.Models[j].ID}, AsOf: on})
			if err == nil && q.Shot.Seconds.Valid {
				found = q
				break
			}
		}
		if found != nil && found.Seller.Owned {
			break
		}
	}
	return found
}
