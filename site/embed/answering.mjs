// All that an element needs once it has been seen: who answers, and what shows
// the answer. Until then a page has only the elements themselves.

export { Card } from "./card.mjs";
export { Line } from "./line.mjs";
export { asker, inTurn, startOver } from "./program.mjs";
export { since } from "../scripts/shared/since.mjs";
export { words } from "./words.mjs";
