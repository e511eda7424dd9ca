// The two engines that the referee asks. When this build's engine is made or
// loaded in another way, present is what follows.

import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { engine } from "../engine.mjs";
import { seeds } from "../same.mjs";

/**
 * This build's engine, with the table that has the prices of the pinned one's.
 * @returns {Promise<(operation: string, request: string, today: number) => string>}
 */
export const present = () => engine();

/**
 * The pinned one. It answers in a thread of its own, because there are two cores
 * and because the loaders of both put what they need into globalThis.
 */
export function past(folder) {
  const thread = new Worker(new URL("old.mjs", import.meta.url), { workerData: folder });
  /** Answers requests in their order, one list at a time. */
  const ask = async (requests) => {
    thread.postMessage(requests);
    return (await once(thread, "message"))[0];
  };
  /** What requests are made of, so that they stay as they are while the table changes. */
  const matter = async () => {
    const [answer] = await ask([{ operation: "table", request: "{}", today: 0 }]);
    return { table: JSON.parse(answer).table, corpus: await seeds(pathToFileURL(`${folder}/corpus/`)) };
  };
  return { ask, matter, stop: () => thread.terminate() };
}
