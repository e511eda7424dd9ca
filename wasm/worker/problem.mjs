// The two problems that are this entry's own; all others are package api's.

/**
 * The program that was to answer died, or there is none. Asking again is right,
 * as the next request starts a new one. This one is not repeated here, because it
 * may be what killed the program.
 */
export const unavailable = () =>
  problem(503, "Unavailable", "unavailable", "the program that was to answer ended; ask again", { "Retry-After": "1" });

/** @param {string} policy such as "default";q=600;w=60: nobody has to wait longer than w seconds */
export function rateLimited(policy) {
  const [, after = "60"] = /;w=(\d+)/.exec(policy) ?? [];
  return problem(
    429,
    "Rate limited",
    "rate_limited",
    `too many requests from this address; ask again in ${after} seconds`,
    { "Retry-After": after, "RateLimit-Policy": policy },
  );
}

/**
 * @param {number} status
 * @param {string} title
 * @param {string} code
 * @param {string} detail
 * @param {Record<string, string>} headers
 */
function problem(status, title, code, detail, headers) {
  const body = {
    type: `/docs/errors#${code}`,
    title,
    status,
    detail,
    code,
    errors: [],
    accepted: [],
    alternatives: [],
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": "Retry-After, RateLimit-Policy",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}
