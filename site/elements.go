package main

import (
	"cmp"
	"fmt"
	"regexp"
)

// elements are the custom elements as the site hands them out. With another prefix than
// usual their names begin with that, and the address of their script says so: the script
// itself is the same for every site.
type elements struct {
	Prefix string `yaml:"prefix"`
}

const usualPrefix = "reelrate"

var canBegin = regexp.MustCompile(`^[a-z][a-z0-9]*$`)

func (e *elements) check() error {
	if e.Prefix = cmp.Or(e.Prefix, usualPrefix); !canBegin.MatchString(e.Prefix) {
		return fmt.Errorf("elements: prefix: %q cannot begin the name of an element: "+
			"write a letter and then letters or digits, all small, such as acme", e.Prefix)
	}
	return nil
}

// Script is the script's address below /embed/ under a version, "v1" or "v1.2.3".
func (e *elements) Script(version string) string {
	script := "/embed/" + version + "/reelrate.js"
	if e.Prefix != usualPrefix {
		script += "?prefix=" + e.Prefix
	}
	return script
}
