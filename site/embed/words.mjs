// The elements' own words. What the engine says is in English as well.

/** @typedef {typeof english} Words */

const english = {
  lang: "en",
  calculator: "Price calculator",
  model: "Model",
  length: ["Length", "seconds"],
  takes: "Takes",
  takesHint: "per kept clip",
  plan: "Paid with",
  credits: "Credits",
  dollars: "Dollars",
  withPlan: (/** @type {string} */ name) => `with ${name}`,
  second: "A second",
  total: "Total,",
  arithmetic: "The arithmetic",
  warnings: "Worth knowing",
  sources: "Published in",
  noPrice: "no price",
  noPriceFor: (/** @type {string} */ field) => `No price: ${field}`,
  table: "Rate table",
  pricedFor: "priced for",
  pricesOf: (/** @type {string} */ day) => `prices of ${day}`,
  full: "Full page",
};

const languages = new Map([[english.lang, english]]);

/** The words of the best language there is for a tag such as "en-GB". */
export const words = (tag = "") => languages.get(tag.toLowerCase().split("-")[0]) ?? english;
