// The file for a script tag: the elements and their registration in one.

import { define } from "./define.mjs";

export { configure, ReelrateCalculator, ReelratePrice } from "./define.mjs";

define();
