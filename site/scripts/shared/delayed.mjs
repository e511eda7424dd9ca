// What waits for a pause: in the typing, or between two changes of an address.

/** A place for one call that waits; the next takes its place, and waits anew. */
export function delayed() {
  /** @type {number | undefined} */
  let timer;
  /** @param {() => void} call @param {number} milliseconds */
  return (call, milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(call, milliseconds);
  };
}
