package pricing

// All lists every operation that is not the operator's.
func All() []Operation {
	return []Operation{opQuote, opQuotes, opModels, opOffers, opEstimate, opCompare, opPurchase, opBudget, opAdvice, opLedger, opReconcile, opTable}
}
