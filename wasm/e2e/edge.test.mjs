// What the Worker does with the bindings that Cloudflare offers beside the
// runtime: secrets, a cache and a limit of requests.

import assert from "node:assert/strict";
import { webcrypto as crypto } from "node:crypto";
import { test } from "node:test";
import { frozen } from "./built.mjs";
import { serve } from "./workerd.mjs";

const query = "/v1/quote?seller=house&model=veo-3&seconds=8";
const base64url = (text) => Buffer.from(text, "base64url");

async function serving(name, use) {
  const worker = await serve({ table: frozen.table, name });
  try {
    await use((path, headers) => fetch(worker.url + path, { headers }));
  } finally {
    await worker.stop();
  }
}

async function verifies(key, protectedHeader, payload, signature) {
  const imported = await crypto.subtle.importKey("jwk", key, "Ed25519", false, ["verify"]);
  const signed = Buffer.concat([Buffer.from(`${protectedHeader}.`), payload]);
  return crypto.subtle.verify("Ed25519", imported, base64url(signature), signed);
}

test("a quote is signed, and verifies by another implementation", () =>
  serving("withKey", async (ask) => {
    const { keys } = await (await ask("/.well-known/jwks.json")).json();
    assert.deepEqual(
      keys.map((key) => Object.keys(key).sort()),
      [["alg", "crv", "kid", "kty", "use", "x"]],
    );
    assert.equal((await (await ask("/healthz")).json()).signing, true);

    const quote = await ask(query);
    const body = Buffer.from(await quote.arrayBuffer());
    const [head, none, signature] = quote.headers.get("Reelrate-Signature").split(".");
    assert.equal(none, "");
    const { alg, kid, b64, crit, iat, validUntil } = JSON.parse(base64url(head));
    assert.deepEqual([alg, kid, b64, crit], ["EdDSA", "test", false, ["b64"]]);
    assert.equal(Date.parse(validUntil), (iat + 15 * 60) * 1000);
    assert.ok(Math.abs(Date.now() / 1000 - iat) < 60);
    assert.equal(await verifies(keys[0], head, body, signature), true);
    assert.equal(await verifies(keys[0], head, Buffer.concat([body, Buffer.from(" ")]), signature), false);

    const receipt = await ask(query, { Accept: "application/jose+json" });
    assert.equal(receipt.headers.get("Content-Type"), "application/jose+json");
    const flattened = await receipt.json();
    assert.deepEqual(base64url(flattened.payload), body);
    assert.equal(
      await verifies(keys[0], flattened.protected, Buffer.from(flattened.payload), flattened.signature),
      true,
    );
  }));

test("long answers are kept at the edge, single prices and errors are not", () =>
  serving("atTheEdge", async (ask) => {
    const address = (key) => ({ "CF-Connecting-IP": key, Accept: "*/*" });
    for (const [path, kept] of [
      ["/v1/offers?seller=house", true],
      [query, false],
      ["/v1/models/nobody", false],
    ]) {
      const first = await (await ask(path, address(path))).text();
      await new Promise((resolve) => setTimeout(resolve, 100)); // it is put after the answer
      const second = await ask(path, address(path));
      assert.equal(await second.text(), kept ? "kept" : first, path);
      if (kept) assert.match(second.headers.get("Cache-Control"), /^public, max-age=\d+$/);
    }
  }));

test("who asks too much is told when to ask again", () =>
  serving("atTheEdge", async (ask) => {
    const from = (key) => ask(query, { "CF-Connecting-IP": key });
    for (let i = 0; i < 3; i++) {
      const answer = await from("192.0.2.1");
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("RateLimit-Policy"), '"default";q=3;w=60');
      await answer.arrayBuffer();
    }
    const refused = await from("192.0.2.1");
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get("Retry-After"), "60");
    assert.equal(refused.headers.get("RateLimit-Policy"), '"default";q=3;w=60');
    assert.equal(refused.headers.get("Access-Control-Allow-Origin"), "*");
    assert.equal((await refused.json()).code, "rate_limited");
    assert.equal((await from("192.0.2.2")).status, 200);
  }));
