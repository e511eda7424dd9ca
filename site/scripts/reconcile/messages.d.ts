// What the page and its worker say to one another. Each message has its kind.

import type { CheckedRow, Reconciliation, Requests } from "../shared/answers.d.ts";

/** What the page says of rows that do not say it; the engine judges it. */
export type Options = Pick<Requests["reconcile"], "seller" | "offer" | "plan" | "asOf">;

/** What is wrong, as the engine says it of a request. */
export interface Problem {
  readonly code: string;
  readonly field?: string | null;
  readonly message: string;
  readonly accepted: readonly string[];
  /** What the file probably is, "" where nobody can say. */
  readonly hint?: string;
}

/** Which of the rows that somebody has to look at are listed, and how. */
export interface View {
  /** An outcome, "cause:" and a cause, or "" for all. */
  filter: string;
  /** "size" for the largest differences first, else as they are in the file. */
  order: string;
  from: number;
}

/** A row as it is kept for the list: its rate is the one that it was, or would have been, billed by. */
export type KeptRow = Pick<
  CheckedRow,
  | "line"
  | "outcome"
  | "cause"
  | "alsoFits"
  | "because"
  | "error"
  | "job"
  | "submittedAt"
  | "shot"
  | "currency"
  | "billed"
  | "expected"
  | "difference"
  | "rate"
>;

export interface Page {
  readonly from: number;
  /** How many rows there are in all pages. */
  readonly count: number;
  readonly rows: readonly KeptRow[];
}

export type ToWorker =
  /** The page's first words: where its table is. */
  | { readonly kind: "table"; readonly table: string }
  /** A file, or rows that were pasted, of at most so many bytes. */
  | { readonly kind: "check"; readonly source: Blob | string; readonly options: Options; readonly most: number }
  | { readonly kind: "page"; readonly view: View; readonly most: number }
  | { readonly kind: "csv" };

export type ToPage =
  | { readonly kind: "ready" }
  /** The engine cannot run. */
  | { readonly kind: "unable"; readonly why: string }
  /** So many rows are done, of about so many. */
  | { readonly kind: "progress"; readonly rows: number; readonly about: number }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "checked"; readonly answer: Reconciliation }
  | { readonly kind: "page"; readonly page: Page }
  | { readonly kind: "csv"; readonly csv: Blob };
