//go:build !tinygo

package pricing

// askBeyondPage answers the operations that no page asks in the browser. The
// program that TinyGo makes for browsers is without them: see wire_page.go.
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
