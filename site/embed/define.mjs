// The elements, and their registration: a name once, so where another copy of this file
// was first, its elements stay and this one's engine is never fetched.

import { ReelrateElement } from "./element.mjs";

export { configure } from "./settings.mjs";

/** The questions of a model, and its price with the arithmetic and the sources. */
export class ReelrateCalculator extends ReelrateElement {
  constructor() {
    super("Card", ":host { display: block; overflow: auto; }");
  }
}

/** One figure in a line of text. */
export class ReelratePrice extends ReelrateElement {
  constructor() {
    super("Line", "");
  }
}

/**
 * Registers <PREFIX-calculator> and <PREFIX-price>. Safe to call again, with another
 * prefix too, and where there is no document. Throws where no element can be called so.
 */
export function define(prefix = "reelrate") {
  if (typeof customElements === "undefined") return;
  const elements = { [`${prefix}-calculator`]: ReelrateCalculator, [`${prefix}-price`]: ReelratePrice };
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, class extends element {}); // a class has one name
  }
}
