package table

import "github.com/reelrate/reelrate/pricing"

// codec reads or writes the compiled form. One function for each kind of thing
// (see form.go) serves both ways, so that what is written is what is read; a
// program that only reads has nothing of the writer in it.
//
// Every method takes the name of a member and where its value is, or goes. What is
// zero, empty or not stated is no member. The writer changes no value.
type codec interface {
	format()
	text(name string, v *string)
	texts(name string, v *[]string)
	// address is a text that is the address of a page.
	address(name string, v *string)
	whole(name string, v *int64)
	truth(name string, v *bool)
	tri(name string, v *pricing.Tri)
	members(name string, v *pricing.Members)
	// instant is a day or a moment or, where month has a place, a month.
	instant(name string, v *pricing.Instant, month *bool)
	// number is needed; optional may be left out, and of per one is.
	number(name string, v *pricing.Fixed)
	optional(name string, v **pricing.Fixed)
	per(name string, v *pricing.Fixed)
	// amount is a number, {"max","min"} or {"from"}.
	amount(name string, v *pricing.Range)
	// enum takes one of the names by its index; the first is left out.
	enum(name string, v uint8, names []string) uint8
	// part begins an object that is a member and reports whether it is there,
	// which it is if needed.
	part(name string, there, needed bool) bool
	// list begins an array of n objects, or of as many as it returns.
	list(name string, n int) int
	// element begins the next object of an array.
	element(i int)
	// end is the end of an object or of an array.
	end(bracket byte)
}

func part[T any](c codec, name string, v **T, form func(codec, *T)) {
	if !c.part(name, *v != nil, false) {
		return
	}
	if *v == nil {
		*v = new(T)
	}
	form(c, *v)
	c.end('}')
}

func list[T any](c codec, name string, v *[]T, form func(codec, *T)) {
	n := c.list(name, len(*v))
	if n == 0 {
		return
	}
	if *v == nil {
		*v = make([]T, n)
	}
	for i := range *v {
		c.element(i)
		form(c, &(*v)[i])
		c.end('}')
	}
	c.end(']')
}

func enum[T ~uint8](c codec, name string, v *T, names []string) {
	if is := T(c.enum(name, uint8(*v), names)); is != *v {
		*v = is
	}
}

var one = pricing.Fixed{Coef: 1}
