// What a refusal offers instead: its words, and the request once it is taken.

import { shotDetails } from "../shared/words.mjs";
import { keepRate } from "./questions.mjs";
import { isGiven } from "./shape.mjs";

/** @import { Members, PricedShot } from "../shared/answers.d.ts" */

/**
 * The request with an accepted value, or with a whole shot in place of its own. Then
 * it stays as often repeated, on the same day and, at the same seller, paid with the
 * same offer.
 *
 * @param {Members} request
 * @param {Record<string, string | undefined>} members what is undefined goes
 * @param {boolean} [whole]
 * @returns {Members}
 */
export function taken(request, members, whole) {
  const repeats = "takes" in members ? [] : ["takes", ...keepRate];
  const stays = new Set(["count", ...repeats, "asOf", request.seller === members.seller ? "offer" : ""]);
  const kept = Object.fromEntries(Object.entries(request).filter(([name]) => !whole || stays.has(name)));
  return Object.fromEntries(Object.entries({ ...kept, ...members }).filter(isGiven));
}

/**
 * An alternative in words; what it shares with the request goes without saying.
 * @param {PricedShot} shot
 * @param {string} why
 * @param {Members} request
 * @param {string} at its seller, as the page names it
 */
export function alternativeWords(shot, why, request, at) {
  const details = shotDetails(shot);
  if (shot.seller === request.seller && shot.model === request.model) return details;
  return [`${shot.model} at ${at}`, details, why.startsWith("the same model") ? "" : why].filter(Boolean).join(" · ");
}
