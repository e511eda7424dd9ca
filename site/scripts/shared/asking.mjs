// Who answers: the engine in this page, or the API where the engine cannot run. Both
// are asked alike and answer alike.

/** @import { Ask } from "./answers.d.ts" */

/**
 * Something that is started when somebody first wants it, and once.
 *
 * @template {unknown[]} A
 * @template {Ask} T
 * @param {(...how: A) => Promise<T>} start
 * @param {(error: unknown, ...how: A) => T | Promise<T>} standIn who answers where that fails, if anybody does
 */
export function asking(start, standIn) {
  /** @type {Promise<T> | undefined} */
  let started;
  return {
    /** @param {A} how */
    wake: (...how) => (started ??= start(...how).catch((error) => standIn(error, ...how))),
    /** After a failure: who asks next tries again. */
    startOver: () => {
      started = undefined;
    },
  };
}
