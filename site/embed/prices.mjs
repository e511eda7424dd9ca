// Which table of prices is taken: the site's of the day or, where that cannot be had,
// another.

const patience = 3000; // milliseconds that a table may take longer than the engine's first bytes

/**
 * The site's table or, where that fails or takes too long, another; in the end
 * whichever there is.
 * @param {Promise<Response>} table
 * @param {Promise<Response>} program
 * @param {(error: unknown) => Promise<Response>} other
 */
export function inTime(table, program, other) {
  const whole = arrived(table);
  const late = program.then(
    () => new Promise((_, reject) => setTimeout(reject, patience, new Error(`no answer in ${patience} ms`))),
    never,
  );
  return Promise.race([whole, late]).catch((error) => other(error).catch(() => whole));
}

const never = () => new Promise(() => {});

/**
 * A response with all that is in it.
 * @param {Promise<Response>} fetching
 */
export async function arrived(fetching) {
  const response = await fetching;
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return new Response(await response.arrayBuffer());
}
