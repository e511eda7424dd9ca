// Behind a script tag the other half is a file of its own, fetched for the first
// element that is seen. Whoever checks the hash of the first file has checked
// this one, too: a tag can, and what it has fetched is what import then gets.

/** @typedef {typeof import("./answering.mjs")} Answering */

/** @type {Promise<Answering> | undefined} */
let fetching;
let failures = 0;

/** Rejects where it cannot be had; who asks next tries again. */
export function answering() {
  fetching ??= checked(new URL(`./answering.js${failures ? `?${failures}` : ""}`, import.meta.url).href).catch(
    (error) => {
      failures++; // browsers remember an address that failed
      fetching = undefined;
      throw error;
    },
  );
  return fetching;
}

/** @param {string} url @returns {Promise<Answering>} */
async function checked(url) {
  const tag = named(url);
  tag.integrity = ANSWERING_INTEGRITY;
  tag.crossOrigin = "anonymous";
  /** @type {HTMLScriptElement | null} */
  const allowed = document.querySelector("script[nonce]");
  tag.nonce = allowed?.nonce ?? "";
  await new Promise((resolve, reject) => {
    tag.onload = resolve;
    tag.onerror = () => reject(new Error(`${url} cannot be fetched, or is not what was published`));
    document.head.append(tag);
  });
  tag.remove();
  return import(url);
}

/**
 * A preload, which a page may name even where it enforces Trusted Types. WebKit
 * checks no hash of one, so there it is a script if the page lets us.
 * @param {string} url
 */
function named(url) {
  if (navigator.vendor.startsWith("Apple")) {
    try {
      return Object.assign(document.createElement("script"), { type: "module", src: url });
    } catch {} // Trusted Types
  }
  return Object.assign(document.createElement("link"), { rel: "modulepreload", href: url });
}
