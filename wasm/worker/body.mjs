/** What package api accepts of a body; it refuses a longer one itself. */
const limit = (path) => (path === "/v1/reconcile" ? 5 * 1024 * 1024 : 64 * 1024);

/**
 * Receives a body before Go is asked, so that Go never waits for a client: one
 * that goes away would leave its goroutine behind in a program that lives on.
 * Returns as much of a ReadableStream as the library uses.
 *
 * What is too long is kept as far as Go needs to see that, and read to twice the
 * limit: who is cut off while sending sees a broken connection and not the answer.
 */
export async function received(stream, path) {
  const most = limit(path);
  const chunks = [];
  let failure;
  try {
    let length = 0;
    for await (const chunk of stream) {
      if (length <= most) chunks.push(chunk);
      length += chunk.length;
      if (length > 2 * most) break;
    }
  } catch (cause) {
    failure = cause;
  }
  const read = async () => {
    if (chunks.length > 0) return { done: false, value: chunks.shift() };
    if (failure) throw failure;
    return { done: true };
  };
  return { getReader: () => ({ read, async cancel() {} }) };
}
