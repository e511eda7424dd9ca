// The rows of a checked file that somebody has to look at: kept where they were
// made, in the worker, and given out a page at a time.

export class Rows {
  #rows = [];
  #currencies = []; // in the order in which they come up

  /** @param {object[]} lines as the engine lists them */
  add(lines) {
    for (const {
      line,
      outcome,
      cause,
      alsoFits,
      because,
      error,
      job,
      submittedAt,
      shot,
      currency,
      billed,
      expected,
      difference,
      rate,
      under,
    } of lines) {
      if (currency && !this.#currencies.includes(currency)) this.#currencies.push(currency);
      this.#rows.push({
        line,
        outcome,
        cause,
        alsoFits,
        because,
        error,
        job,
        submittedAt,
        shot,
        currency,
        billed,
        expected,
        difference,
        rate: rate ?? under,
      });
    }
  }

  /**
   * Amounts of two currencies have no order, so those of the first come first.
   * Rows whose difference is not known follow. A float orders here and is never
   * shown.
   */
  #bySize = (a, b) =>
    Boolean(b.difference) - Boolean(a.difference) ||
    (a.difference
      ? this.#currencies.indexOf(a.currency) - this.#currencies.indexOf(b.currency) ||
        Math.abs(b.difference.min) - Math.abs(a.difference.min)
      : 0) ||
    a.line - b.line;

  /** @param {string} filter an outcome, "cause:" and a cause, or "" for all */
  page({ filter = "", order = "size", from = 0, most }) {
    const [kind, cause] = filter.split(":");
    const found = filter
      ? this.#rows.filter((row) => (cause ? row.cause === cause : row.outcome === kind))
      : [...this.#rows];
    if (order === "size") found.sort(this.#bySize);
    return { from, count: found.length, rows: found.slice(from, from + most) };
  }
}
