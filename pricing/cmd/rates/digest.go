package main

import "fmt"

// digestVerb prints what names a table.
type digestVerb struct{ authored }

func (digestVerb) Help() string {
	return `They are of what the YAML compiles to, whether or not that has been written. Exit status 1 if
it has problems, which are printed instead.

` + example("rates digest")
}

func (v *digestVerb) Run(t *tool) error {
	folder, err := v.folder()
	if err != nil {
		return err
	}
	c, problems := compileFolder(folder, t.now)
	if len(problems) > 0 {
		return problemsOf(t.out, problems)
	}
	_, err = fmt.Fprintln(t.out, c.table.Version, c.table.Digest)
	return err
}
