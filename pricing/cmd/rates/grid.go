package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// A grid is many rows in one: its amount is a table, and each cell of it is a row whose
// conditions are those of the grid and the keys that lead to the cell.

// cells puts the rows of every grid in its place.
func (s *SellerFile) cells() []Problem {
	g := griding{seller: s}
	var rows []Rate
	for i := range s.Rates {
		row := s.Rates[i]
		row.row = i
		if row.Grid == nil {
			rows = append(rows, row)
			continue
		}
		for _, dimension := range row.Grid {
			if _, twice := row.When[dimension]; twice {
				g.bad(dimension+" stands in when too", row.at("grid")...)
			}
		}
		g.row, g.rows = &row, rows
		g.walk(s.file.node(row.at("amount")...), nil)
		rows = g.rows
	}
	if len(rows) > mostPrices {
		g.problems = []Problem{s.file.at(fmt.Sprintf("are more than %d prices: divide the seller", mostPrices), "rates")}
	}
	s.Rates = rows
	return g.problems
}

type griding struct {
	seller   *SellerFile
	row      *Rate
	rows     []Rate
	problems []Problem
}

func (g *griding) bad(text string, where ...any) {
	g.problems = append(g.problems, g.seller.file.at(text, where...))
}

// walk takes a node of the amounts apart, to which the keys lead.
func (g *griding) walk(node ast.Node, keys []string) {
	row := *g.row
	row.cell = keys
	left := row.Grid[len(keys):]
	if len(left) == 0 {
		if len(g.rows) <= mostPrices && len(g.problems) <= mostTold {
			g.cell(node, row)
		}
		return
	}
	below, is := node.(*ast.MappingNode)
	if !is || len(below.Values) == 0 {
		if _, nothing := node.(*ast.NullNode); nothing && len(keys) > 0 {
			return // none of these is sold
		}
		g.bad(fmt.Sprintf("write an amount for each %s: {…: \"0.20\", …: \"0.40\"}, since the grid is [%s]",
			left[0], strings.Join(row.Grid, ", ")), row.amountAt()...)
		return
	}
	for _, entry := range below.Values {
		g.walk(entry.Value, append(slices.Clone(keys), entry.Key.GetToken().Value))
	}
}

// cell adds the row of a cell, unless nothing is sold there.
func (g *griding) cell(node ast.Node, row Rate) {
	if _, nothing := node.(*ast.NullNode); nothing {
		return
	}
	var amount any
	if err := yaml.NodeToValue(node, &amount); err != nil {
		g.bad(err.Error(), row.amountAt()...)
		return
	}
	if m, is := amount.(map[string]any); is && !ends(m) {
		g.bad(fmt.Sprintf("is nested deeper than its grid: [%s]", strings.Join(row.Grid, ", ")), row.amountAt()...)
		return
	}
	row.Amount = amount
	row.When = maps.Clone(row.When)
	if row.When == nil {
		row.When = map[string]any{}
	}
	given := map[string]any{}
	var wrong []Problem
	for i, dimension := range row.Grid {
		given[dimension] = value(dimension, row.cell[i])
		if _, text := given[dimension].(string); text && counted(dimension) && row.cell[i] != "unknown" {
			g.bad(fmt.Sprintf("%q is no number of %s, which the grid has here", row.cell[i], dimension), row.amountAt()...)
			return
		}
	}
	maps.Copy(row.When, given)
	wrong = check(g.seller.file, amountForm, amount, row.amountAt()...)
	for _, p := range check(g.seller.file, whenForm, given) { // a key has no place but its cell's
		wrong = append(wrong, g.seller.file.at(p.Field+": "+p.Message, row.amountAt()...))
	}
	g.problems = append(g.problems, wrong...)
	g.rows = append(g.rows, row)
}

// ends reports whether the mapping is an amount of two ends, or of a lowest one.
func ends(m map[string]any) bool {
	for key := range m {
		if key != "min" && key != "max" && key != "from" {
			return false
		}
	}
	return true
}

// value is a key as its dimension has it in when.
func value(dimension, key string) any {
	if counted(dimension) {
		if n, err := strconv.ParseUint(key, 10, 32); err == nil {
			return n
		}
	}
	return key
}

// counted reports whether the values of a dimension are numbers.
func counted(dimension string) bool { return dimension == "seconds" || dimension == "tier" }
