// The page's address. Every member of the request is a parameter of the same name,
// so that a price can be bookmarked, sent and asked of the API. "table" is the rate
// table that its writer saw.

import { query } from "../shared/api.mjs";

/** @import { Members, Requests } from "../shared/answers.d.ts" */

/**
 * @typedef {object} Address
 * @property {Members | undefined} members of the request; undefined where none is named
 * @property {string | undefined} twice a parameter that it has more than once
 * @property {string | undefined} table a version or digest
 */

/**
 * @param {string} search
 * @returns {Address}
 */
export function read(search) {
  const given = [...new URLSearchParams(search)];
  const names = given.map(([name]) => name);
  const asked = given.filter(([name]) => name !== "table");
  return {
    members: asked.length > 0 ? Object.fromEntries(asked.filter(([, value]) => value !== "")) : undefined,
    twice: names.find((name, i) => names.indexOf(name) !== i),
    table: given.find(([name]) => name === "table")?.[1],
  };
}

/**
 * The parameters of an address that reads as the request.
 * @param {Members} request
 * @param {string} table
 */
export const written = (request, table) => query({ ...request, table });

/**
 * Where the API answers the same: the budget where one is given, else the quote.
 * @param {Members} request
 * @param {Requests["budget"] | undefined} budget
 */
export const inAPI = (request, budget) => (budget ? `/v1/budget?${query(budget)}` : `/v1/quote?${query(request)}`);

/**
 * The same in a shell.
 * @param {string} address
 */
export const curl = (address) => `curl '${address.replaceAll("'", "%27")}'`;

/**
 * A date that the engine will take, else nothing: the quote itself says what is wrong.
 * @param {string | undefined} asOf
 */
export const valid = (asOf) => (/^\d{4}-\d\d-\d\d(T|$)/.test(asOf ?? "") ? asOf : undefined);
