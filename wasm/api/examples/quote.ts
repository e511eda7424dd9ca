// Asks the quote API with fetch and the types made from its description:
//
//	npx openapi-typescript https://HOST/openapi.json --output reelrate.ts --immutable
//	node quote.js https://HOST 'seller=ID&model=ID&seconds=8'
//
// /v1/models lists sellers and models.

import type { components, paths } from "./reelrate.js";

type Quote = components["schemas"]["Quote"];
type Batch = components["schemas"]["Batch"];
type Problem = components["schemas"]["Problem"];
type Keys = components["schemas"]["Keys"];
type QuoteQuery = NonNullable<paths["/v1/quote"]["get"]["parameters"]["query"]>;

declare const process: { argv: string[] }; // node's, without its package of types
const [, , api = "", shotText = ""] = process.argv;

/** A refusal or an error, with its stable code. */
class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** Answers with the body as it came, which is what a receipt is about. */
async function ask(path: string, init?: RequestInit): Promise<{ text: string; headers: Headers }> {
  const response = await fetch(api + path, init);
  const text = await response.text();
  if (!response.ok) throw new Refused(JSON.parse(text) as Problem);
  return { text, headers: response.headers };
}

function quote(query: QuoteQuery) {
  const text = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return ask(`/v1/quote?${new URLSearchParams(text)}`);
}

const shot: QuoteQuery = Object.fromEntries(new URLSearchParams(shotText));
const unknown: QuoteQuery = { ...shot, model: `${shot.model}-x` }; // which nobody has

/** Verifies a detached JWS over text. Throws when it is not good. */
async function verify(signature: string, text: string): Promise<Date> {
  const [header = "", , signed = ""] = signature.split(".");
  const bytes = (s: string) =>
    Uint8Array.from(atob(s.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const said = JSON.parse(new TextDecoder().decode(bytes(header))) as {
    alg: string;
    kid: string;
    b64: boolean;
    validUntil: string;
  };
  const { keys } = JSON.parse((await ask("/.well-known/jwks.json")).text) as Keys;
  const found = keys.find((key) => key.kid === said.kid);
  if (!found || said.alg !== "EdDSA" || said.b64) throw new Error("signed with a key or in a form that is not known");
  const jwk: JsonWebKey = { kty: found.kty, crv: found.crv, x: found.x };
  const key = await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["verify"]);
  const good = await crypto.subtle.verify("Ed25519", key, bytes(signed), new TextEncoder().encode(`${header}.${text}`));
  if (!good) throw new Error("the signature is not of this quote");
  return new Date(said.validUntil);
}

console.log("-- a quote");
const { text, headers } = await quote(shot);
const priced = JSON.parse(text) as Quote;
console.log(`${priced.credits?.display}, ${priced.dollars?.display}, ${priced.standing?.words}`);
for (const step of priced.steps) console.log(step);

console.log("-- a batch");
const { text: batchText } = await ask("/v1/quotes", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ quotes: [shot, unknown] } satisfies components["schemas"]["BatchRequest"]),
});
const batch = JSON.parse(batchText) as Batch;
console.log(`refused: ${batch.refused}`);
for (const line of batch.results) console.log("error" in line ? line.error.code : line.credits?.display);

console.log("-- a refusal");
try {
  await quote(unknown);
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.log(`code: ${error.problem.code}`);
  console.log(`detail: ${error.problem.detail}`);
}

console.log("-- a receipt");
const signature = headers.get("Reelrate-Signature") ?? "none";
if (signature === "none") console.log("this server does not sign");
else console.log(`good: held until ${(await verify(signature, text)).toISOString()}`);
