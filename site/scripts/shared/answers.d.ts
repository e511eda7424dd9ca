// Requests and answers of the operations, as the OpenAPI document describes them.
// The build makes its types from that document; here they get short names.

import type { components } from "../../../dist/types/reelrate.ts";

type Schemas = components["schemas"];

export type Figure = Schemas["Figure"];
export type Dollars = Schemas["Dollars"];
export type Standing = Schemas["Standing"];
export type Source = Schemas["Source"];
export type Rate = Schemas["Rate"];
export type Warning = Schemas["Warning"];
export type Seller = Schemas["Seller"];
export type Named = Schemas["Named"];
export type Model = Schemas["Model"];
export type Offer = Schemas["Offer"];
/** An offer as an answer names it. */
export type Payment = Schemas["Payment"];
export type PricedShot = Schemas["PricedShot"];
export type Alternative = Schemas["Alternative"];
/** What is wrong with a request. */
export type Fault = Omit<Schemas["Error"], "code"> & { readonly code: string };

export type Quote = Schemas["Quote"];
export type Models = Schemas["Models"];
export type Offers = Schemas["Offers"];
export type Estimate = Schemas["Estimate"];
export type Total = Schemas["Total"];
export type RefusedLine = Schemas["RefusedLine"];
export type Line = Schemas["EstimatedLine"] | RefusedLine;
export type Comparison = Schemas["Comparison"];
export type Compared = Schemas["Compared"];
export type WithoutPrice = Schemas["WithoutPrice"];
export type Purchase = Schemas["Purchase"];
export type Bundle = Schemas["Bundle"];
export type Budget = Schemas["Budget"];
export type Reconciliation = Schemas["Reconciliation"];
export type CheckedRow = Schemas["CheckedRow"];
export type TableName = Schemas["TableName"];

/** An answer without a price: the request could not be read, or has none. */
export interface Refused {
  readonly status: "refused" | "invalid";
  readonly error: Fault;
  readonly asOf: string;
  readonly table: TableName;
}

export interface Requests {
  quote: Schemas["QuoteRequest"];
  models: { seller?: string; search?: string; asOf?: string };
  offers: { seller?: string; asOf?: string };
  estimate: Schemas["EstimateRequest"];
  compare: Schemas["CompareRequest"];
  purchase: Schemas["PurchaseRequest"];
  budget: Schemas["BudgetRequest"];
  reconcile: Schemas["ReconcileRequest"];
}

export interface Answers {
  quote: Quote;
  models: Models;
  offers: Offers;
  estimate: Estimate;
  compare: Comparison;
  purchase: Purchase;
  budget: Budget;
  reconcile: Reconciliation;
}

export type Operation = keyof Answers;

/** What an operation answers: a refusal has an error, anything else has none. */
export type Answer<O extends Operation> = (Answers[O] & { readonly error?: undefined }) | Refused;

/** Who answers. The engine does so at once and the API later, so that one has to wait for either. */
export type Ask = <O extends Operation>(operation: O, request: Requests[O]) => Answer<O> | Promise<Answer<O>>;

/** What a form or an address says: text by the names of members, which the engine is to judge. */
export type Members = Record<string, string>;
