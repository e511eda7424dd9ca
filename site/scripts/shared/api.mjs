// The API as one who answers: it is asked like the engine and answers alike.

/** @import { Ask, Refused } from "./answers.d.ts" */

/** Operations whose requests are too large or too deep for an address. */
const posted = new Set(["estimate", "quotes", "ledger", "reconcile"]);

/**
 * The operations over HTTP, at an origin. Rejects when nobody answers.
 * @param {string} origin "" for the page's own
 * @returns {Ask}
 */
export const apiAt = (origin) => async (operation, request) => {
  const path = `${origin}/v1/${operation}`;
  const response = await (posted.has(operation)
    ? fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) })
    : fetch(`${path}?${query(request)}`));
  const answer = await response.json();
  if (response.ok) return answer;
  if (!answer.code) throw new Error(`HTTP ${response.status}`);
  return refusal(answer);
};

/** Who wants the request as a query alone does not get the rest with it. */
export const api = /* @__PURE__ */ apiAt("");

/**
 * A problem document as the refusal that the engine would have given.
 * @param {any} problem
 * @returns {Refused}
 */
function refusal({ status, code, detail, errors, accepted, alternatives, asOf, table }) {
  const field = errors?.[0]?.pointer.slice(1).replaceAll("/", ".") ?? null;
  return {
    status: status === 422 || status === 404 ? "refused" : "invalid",
    error: { code, field, message: detail, accepted: accepted ?? [], alternatives: alternatives ?? [] },
    asOf,
    table,
  };
}

/**
 * A request as a query string: {plan: {price: 1}} is plan.price=1.
 * @param {object} request
 */
export function query(request) {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    if (typeof value !== "object") out.append(name, value);
    else for (const [inner, v] of Object.entries(value)) out.append(`${name}.${inner}`, v);
  }
  // A slash may stand in a query, and the models' names read better with it.
  return out.toString().replaceAll("%2F", "/");
}
