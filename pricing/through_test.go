package pricing

// Through is the JSON entry point, which imports this package: wire_test.go sets it.
var Through struct {
	Table    *Table // the default one
	Quote    func(request []byte, today Instant) (QuoteRequest, error)
	Estimate func(request []byte, today Instant) (EstimateRequest, error)
	Compare  func(request []byte, today Instant) (CompareRequest, error)
	Offers   func(request []byte, today Instant) (OffersRequest, error)
	Handle   func(t *Table, operation string, request []byte, today Instant) ([]byte, error)
}

// Default is the table that most tests ask.
func Default() *Table { return Through.Table }
