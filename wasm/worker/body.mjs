/**
 * What package api accepts of a body; it refuses a longer one itself.
 * @param {string} path
 */
const limit = (path) => (path === "/v1/reconcile" ? 5 * 1024 * 1024 : 64 * 1024);

/**
 * Receives a body before Go is asked, so that Go never waits for a client: one
 * that goes away would leave its goroutine behind in a program that lives on.
 * Go takes the bytes of what is returned as they are, see whole_js.go; without
 * them the body broke off.
 *
 * What is too long is kept as far as Go needs to see that, and read to twice the
 * limit: who is cut off while sending sees a broken connection and not the answer.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {string} path
 */
export async function received(stream, path) {
  const most = limit(path);
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  try {
    let length = 0;
    for await (const chunk of stream) {
      if (length <= most) chunks.push(chunk);
      length += chunk.length;
      if (length > 2 * most) break;
    }
  } catch {
    return {};
  }
  return { bytes: new Uint8Array(await new Blob(chunks).arrayBuffer()) };
}
