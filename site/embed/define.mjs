// Registers the elements, once: where another copy of this file was first, its
// elements stay and this one's engine is never fetched.

import { ReelrateCalculator } from "reelrate-calculator.mjs";
import { ReelratePrice } from "reelrate-price.mjs";

export { configure } from "settings.mjs";
export { ReelrateCalculator, ReelratePrice };

/** Safe to call again, and where there is no document. */
export function define() {
  if (typeof customElements === "undefined") return;
  for (const [name, element] of [["reelrate-calculator", ReelrateCalculator], ["reelrate-price", ReelratePrice]]) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
