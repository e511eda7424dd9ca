/** What package api accepts of a body; it refuses a longer one itself. */
const limit = (path) => (path === "/v1/reconcile" ? 5 * 1024 * 1024 : 64 * 1024);

/**
 * Receives a body before Go is asked, so that Go never waits for a client: one
 * that goes away would leave its goroutine behind in a program that lives on.
 * Returns as much of a ReadableStream as the library uses.
 */
export async function received(stream, path) {
  const chunks = [];
  let failure;
  try {
    let length = 0;
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit(path)) break;
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
