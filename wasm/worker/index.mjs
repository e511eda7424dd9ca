// The Worker's module entry: the API's paths go to one live Go program per
// isolate, all others to the static assets where they are bound.

import { received } from "./body.mjs";
import { rateLimited, unavailable } from "./problem.mjs";
import { answer, get } from "./program.mjs";

export default {
  async fetch(request, env, ctx) {
    const path = new URL(request.url).pathname;
    if (env.ASSETS && !isAPI(path)) return env.ASSETS.fetch(request);
    const response = await served(request, path, env, ctx);
    if (!env.RATE_LIMITER) return response;
    const named = new Response(response.body, response);
    named.headers.set("RateLimit-Policy", env.RATE_LIMIT_POLICY);
    return named;
  },
};

const isAPI = (path) => path.startsWith("/v1/") || path === "/healthz" || path === "/.well-known/jwks.json";

async function served(request, path, env, ctx) {
  try {
    if (await exceeded(request, env)) return rateLimited(period(env));
    if (request.method !== "GET") return await asked(request, path, env);
    if (!isKept(request, path)) return get(request, env) ?? (await asked(request, path, env));
    return (await kept(request)) ?? keep(request, get(request, env) ?? (await asked(request, path, env)), ctx);
  } catch (cause) {
    console.error(cause);
    return unavailable();
  }
}

async function asked({ url, method, headers, body }, path, env) {
  return answer({ url, method, headers, body: body && (await received(body, path)) }, env);
}

/** Whether the caller's address has used up its requests. Off where no limiter is bound. */
async function exceeded(request, env) {
  if (!env.RATE_LIMITER || request.method === "OPTIONS") return false;
  const { success } = await env.RATE_LIMITER.limit({ key: request.headers.get("CF-Connecting-IP") ?? "" });
  return !success;
}

/** The seconds in a policy such as "default";q=600;w=60, the longest that anyone has to wait. */
const period = (env) => /;w=(\d+)/.exec(env.RATE_LIMIT_POLICY)[1];

/**
 * The edge's cache is asked for what takes longer to make than to fetch, which a
 * single price does not. It keeps an answer as long as its Cache-Control says, so
 * never past midnight UTC. It does not know Vary, hence only the common Accept.
 */
const isKept = ({ headers }, path) =>
  /^\/v1\/(rates|models|offers|compare)\b/.test(path) && [null, "*/*", "application/json"].includes(headers.get("Accept"));

async function kept(request) {
  try {
    return await caches.default.match(request);
  } catch {
    return undefined; // a host without a cache
  }
}

function keep(request, response, ctx) {
  if (response.status === 200) {
    const copy = response.clone();
    ctx.waitUntil(caches.default.put(request, copy).catch(() => {}));
  }
  return response;
}
