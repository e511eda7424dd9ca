package wire

// All lists every operation that is not the operator's.
func All() []Operation {
	return []Operation{Quote, Quotes, Models, Offers, Estimate, Compare, Purchase, Budget, Advice, Ledger, Reconcile, Table}
}
