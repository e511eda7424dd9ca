// The worker that checks files, as the page has it.

/** @import { ToPage, ToWorker } from "./messages.d.ts" */

export class Checker {
  /** @type {Worker | undefined} */
  #worker; // ended to stop a check, and made anew for the next
  #script;
  #heard;

  /** @param {string} script @param {(message: ToPage) => void} heard */
  constructor(script, heard) {
    this.#script = script;
    this.#heard = heard;
  }

  /**
   * Starts it, if it is not there.
   * @param {string} table where the page's table is
   * @returns {boolean} whether it is there
   */
  start(table) {
    if (this.#worker) return true;
    try {
      this.#worker = new Worker(this.#script, { type: "module" });
    } catch (error) {
      this.#heard({ kind: "unable", why: String(error) });
      return false;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#heard(data));
    this.#worker.addEventListener("error", ({ message }) => {
      this.#heard({ kind: "unable", why: message ?? "the worker did not start" });
    });
    this.say({ kind: "table", table });
    return true;
  }

  /** @param {ToWorker} message */
  say(message) {
    this.#worker?.postMessage(message);
  }

  end() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
