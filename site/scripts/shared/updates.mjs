// The one loop by which a page or an element follows its reader.

/**
 * Runs one update at a time. Whatever is asked for while one runs is done by one
 * more after it, however often it was asked for.
 *
 * @template T
 * @param {() => Promise<T>} run
 */
export function updates(run) {
  let wanted = false;
  /** @type {Promise<T> | undefined} */
  let running;
  const loop = async () => {
    try {
      for (;;) {
        wanted = false;
        try {
          const out = await run();
          if (!wanted) return out;
        } catch (error) {
          if (!wanted) throw error;
        }
      }
    } finally {
      running = undefined;
    }
  };
  return {
    /** Asks for an update. The promise is of the last one, and is rejected if that fails. */
    ask() {
      wanted = true;
      running ??= Promise.resolve().then(loop);
      return running;
    },
    /** Whether another update was asked for since the present one began: what that has found is old. */
    get stale() {
      return wanted;
    },
  };
}
