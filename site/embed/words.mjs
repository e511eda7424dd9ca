// The elements' own words. What the engine says is in English as well.

const languages = {
  en: {
    lang: "en",
    calculator: "Price calculator",
    model: "Model",
    length: ["Length", "seconds"],
    takes: "Takes",
    takesHint: "per kept clip",
    plan: "Paid with",
    credits: "Credits",
    dollars: "Dollars",
    withPlan: (name) => `with ${name}`,
    second: "A second",
    total: "Total,",
    arithmetic: "The arithmetic",
    warnings: "Worth knowing",
    sources: "Published in",
    noPrice: "no price",
    noPriceFor: (field) => `No price: ${field}`,
    table: "Rate table",
    pricedFor: "priced for",
    pricesOf: (day) => `prices of ${day}`,
    full: "Full page",
  },
};

/** The words of the best language there is for a tag such as "en-GB". */
export const words = (tag = "") => languages[tag.toLowerCase().split("-")[0]] ?? languages.en;
