package main

import (
	"fmt"
	"os"
)

// checkVerb finds every problem of the authored table.
type checkVerb struct{ authored }

func (checkVerb) Help() string {
	return `Every problem is a line with its file, line and field. The compiled table, table.json in the
folder, is held to what it says and not to its version, which is that of the day on which it
came to say it. What site.yaml names has to have a price on that day. Exit status 1 if there is
a problem.

` + example("rates check")
}

func (v *checkVerb) Run(t *tool) error {
	folder, err := v.folder()
	if err != nil {
		return err
	}
	c, problems := compileFolder(folder, t.now)
	if len(problems) == 0 && !c.kept {
		fix := "rates compile"
		if v.Rates != "" {
			fix += " --rates " + folder
		}
		problems = []Problem{{File: compiledName, Message: "is not what the YAML compiles to: run " + fix}}
	}
	if len(problems) == 0 {
		problems = checkSite(os.DirFS(folder), c.table)
	}
	if len(problems) > 0 {
		return problemsOf(t.out, problems)
	}
	_, err = fmt.Fprintf(t.out, "rate table %s: %d sellers, %d rates, %d offers; %s\n",
		c.table.Version, len(c.book.Sellers), c.book.count(func(s *SellerFile) int { return len(s.Rates) }),
		c.book.count(func(s *SellerFile) int { return len(s.Offers) }), c.table.Digest)
	return err
}
