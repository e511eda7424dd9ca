// A server before a server, that changes its answers on their way.

import { createServer } from "node:http";

/**
 * @param {string} url of the server behind
 * @param {(answer: {path: string, status: number, headers: Headers, body: Buffer}) => void} change may alter the answer
 */
export async function between(url, change) {
  const server = createServer(async ({ url: path, method, headers: { accept, "content-type": type } }, response) => {
    const asked = await fetch(url + path, {
      method,
      headers: { accept, ...(type && { "content-type": type }) },
      redirect: "manual",
    });
    const answer = {
      path,
      status: asked.status,
      headers: new Headers(asked.headers),
      body: Buffer.from(await asked.arrayBuffer()),
    };
    for (const name of ["content-encoding", "content-length", "transfer-encoding", "connection"])
      answer.headers.delete(name); // fetch has unpacked it
    change(answer);
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
