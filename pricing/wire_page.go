//go:build tinygo || page

package pricing

// What is left out here would make the program that browsers load a third
// larger: the published table as text, and the readers of usage logs.

const canonical = ""

func (a *Answer) askBeyondPage(_ *writer, _ *Table, operation string, _ []byte) error {
	return &Error{Code: UnknownOperation, Message: "the engine of the page does not have the operation " + quoted(operation)}
}
