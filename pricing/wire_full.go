//go:build !tinygo && !page

package pricing

// askBeyondPage answers the operations that no page asks of its engine, which is
// without them: see wire_page.go.
func (a *Answer) askBeyondPage(w *writer, t *Table, operation string, request []byte) error {
	switch operation {
	case "quotes":
		return answer(a, request, decodeQuotes, t.quotes, func(r quotesRequest, b *batch) {
			w.quotes(t, b, r.asOf)
			if b.mixed {
				a.AsOf = 0
			}
		})
	case "advice":
		return answer(a, request, decodeAdvice, t.Advise, func(_ AdviceRequest, v *Advice) { w.advice(v) })
	case "ledger":
		return answer(a, request, decodeLedger, t.Ledger, func(_ LedgerRequest, l *Ledger) { w.ledger(l) })
	case "reconcile":
		return a.reconcile(w, t, request, nil)
	}
	if err := decode(request, nil); err != nil {
		return err
	}
	w.table(t)
	return nil
}

func (w *writer) table(t *Table) {
	w.open('{')
	w.str("version", t.Version)
	w.str("digest", t.Digest)
	w.key("table")
	w.raw(t.Canonical)
	w.close('}')
}
