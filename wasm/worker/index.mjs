// The Worker's module entry: the API's paths go to one live Go program per
// isolate, all others to the static assets where they are bound.

import { received } from "./body.mjs";
import { rateLimited, unavailable } from "./problem.mjs";
import { answer, get } from "./program.mjs";

export default {
  /** @param {Request} request @param {Env} env @param {Context} ctx */
  async fetch(request, env, ctx) {
    const path = pathOf(request.url);
    if (env.ASSETS && !isAPI(path)) return shared(request, await env.ASSETS.fetch(request), path);
    try {
      const table = await published(request, path, env);
      if (table) return table;
      if (await exceeded(request, env)) return rateLimited(env.RATE_LIMIT_POLICY);
      if (request.method === "GET" && isKept(request, path)) {
        return (await kept(request)) ?? keep(request, await made(request, path, env), ctx);
      }
      return await made(request, path, env);
    } catch (cause) {
      console.error(cause);
      return unavailable();
    }
  },
};

/** @param {string} path */
const isAPI = (path) =>
  path.startsWith("/v1/") ||
  path.startsWith("/badge/") ||
  path === "/healthz" ||
  path === "/oembed" ||
  path === "/.well-known/jwks.json";

/**
 * A published table is a file of the site, named by its digest, and is answered
 * without Go. Undefined for any that is not there: the API has the one in force, and
 * the problem for the rest.
 *
 * @param {Request} request
 * @param {string} path
 * @param {Env} env
 */
async function published({ method, url, headers }, path, env) {
  const [, hex] = /^\/v1\/rates\/sha256(?::|%3[Aa])([0-9a-f]{64})$/.exec(path) ?? [];
  if (!hex || !env.ASSETS || (method !== "GET" && method !== "HEAD")) return undefined;
  const file = await env.ASSETS.fetch(new URL(`/v1/rates/${hex}.json`, url), { method, headers: conditions(headers) });
  if (file.status !== 200 && file.status !== 304) {
    await file.body?.cancel();
    return undefined;
  }
  const response = new Response(file.body, file);
  for (const [name, value] of tableHeaders) response.headers.set(name, value);
  return response;
}

// The headers of published.go, which answers the same natively.
const tableHeaders = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Expose-Headers", "ETag"],
  ["Cache-Control", "public, max-age=31536000, immutable"],
  ["Content-Type", "application/json"],
  ["X-Content-Type-Options", "nosniff"],
];

/**
 * @param {Headers} headers
 * @returns {Record<string, string>}
 */
function conditions(headers) {
  const tag = headers.get("If-None-Match");
  return tag ? { "If-None-Match": tag } : {};
}

/**
 * A page that is shared with a shot in its address sends oEmbed's consumers to
 * the description of that shot: its link gets the rest of the address.
 *
 * @param {Request} request
 * @param {Response} response
 * @param {string} path
 */
function shared(request, response, path) {
  const query = request.url.indexOf("?");
  if (query < 0 || (path !== "/" && path !== "/embed/")) return response;
  const rest = encodeURIComponent(request.url.slice(query));
  /** @type {Parameters<HTMLRewriter["on"]>[1]} */
  const whole = { element: (link) => link.setAttribute("href", link.getAttribute("href") + rest) };
  return new HTMLRewriter().on('link[type="application/json+oembed"]', whole).transform(response);
}

/**
 * The path of an absolute URL as the runtime writes it; a URL object takes longer than
 * some answers.
 * @param {string} url
 */
function pathOf(url) {
  const from = url.indexOf("/", url.indexOf("//") + 2);
  const to = url.indexOf("?", from);
  return to < 0 ? url.slice(from) : url.slice(from, to);
}

/**
 * Whether the caller's address has used up its requests.
 * @param {Request} request
 * @param {Env} env
 */
async function exceeded(request, { RATE_LIMITER }) {
  if (!RATE_LIMITER || request.method === "OPTIONS") return false;
  const { success } = await RATE_LIMITER.limit({ key: request.headers.get("CF-Connecting-IP") ?? "" });
  return !success;
}

/** @param {Request} request @param {string} path @param {Env} env */
async function made(request, path, env) {
  const response = (request.method === "GET" && get(request, env)) || (await asked(request, path, env));
  if (env.RATE_LIMITER) response.headers.set("RateLimit-Policy", env.RATE_LIMIT_POLICY);
  return response;
}

/** @param {Request} request @param {string} path @param {Env} env */
async function asked({ url, method, headers, body }, path, env) {
  return answer({ url, method, headers, body: body && (await received(body, path)) }, env);
}

/**
 * The edge's cache is asked for what takes longer to make than to fetch, which a
 * single price does not. It keeps an answer as long as its Cache-Control says, so
 * never past midnight UTC. It does not know Vary, hence only the common Accept.
 *
 * @param {Request} request
 * @param {string} path
 */
const isKept = ({ headers }, path) =>
  /^\/v1\/(rates|models|offers|compare)\b/.test(path) &&
  [null, "*/*", "application/json"].includes(headers.get("Accept"));

/** @param {Request} request */
async function kept(request) {
  try {
    return await caches.default.match(request);
  } catch {
    return undefined; // a host without a cache
  }
}

/** @param {Request} request @param {Response} response @param {Context} ctx */
function keep(request, response, ctx) {
  if (response.status === 200) {
    const copy = response.clone();
    ctx.waitUntil(caches.default.put(request, copy).catch(() => {}));
  }
  return response;
}
