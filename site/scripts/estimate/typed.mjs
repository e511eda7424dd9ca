// The texts of the state, where they are typed.

import { at } from "../shared/dom.mjs";
import { texts } from "./project.mjs";

/** @import { State } from "./project.mjs" */

/** Their inputs, by id. */
export const places = {
  name: "project-name",
  client: "project-client",
  ceiling: "ceiling",
  asOf: "estimate-day",
  failureRate: "failures",
  timeoutRate: "timeouts",
  duplicateRate: "duplicates",
};

/** @param {(name: typeof texts[number], value: string) => void} changed */
export function followTexts(changed) {
  for (const name of texts) {
    const input = at(places[name], HTMLInputElement);
    input.addEventListener("input", () => changed(name, input.value));
  }
}

/** @param {State} state */
export function fillTexts(state) {
  for (const name of texts) at(places[name], HTMLInputElement).value = state[name];
  const { failureRate, timeoutRate, duplicateRate } = state;
  at("failing", HTMLDetailsElement).open = Boolean(failureRate || timeoutRate || duplicateRate);
}
