// The file for a script tag: the elements and their registration in one. Its address says
// how their names begin: reelrate.js?prefix=acme registers <acme-price>, and reelrate.js
// <reelrate-price>. An empty prefix registers nothing: with that the moving address takes
// this file, and then registers what its own address says.

import { define } from "./define.mjs";

export { configure, define, ReelrateCalculator, ReelratePrice } from "./define.mjs";

const prefix = new URL(import.meta.url).searchParams.get("prefix") ?? undefined;
try {
  if (prefix !== "") define(prefix);
} catch (error) {
  console.warn(error); // no name begins so
  define();
}
