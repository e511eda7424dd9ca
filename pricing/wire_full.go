//go:build !tinygo && !page

package pricing

// askBeyondPage answers the operations that no page asks of its engine, which is
// without them: see wire_page.go.
func (a *Answer) askBeyondPage(w *writer, t *Table, operation string, request []byte) error {
	if operation == "table" {
		if err := decode(request, nil); err != nil {
			return err
		}
		w.table(t)
		return nil
	}
	return a.reconcile(w, t, request, nil)
}

func (w *writer) table(t *Table) {
	w.open('{')
	w.str("version", t.Version)
	w.str("digest", t.Digest)
	w.key("table")
	w.raw(t.Canonical)
	w.close('}')
}
