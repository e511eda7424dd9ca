// Stands in for the static assets: see worker.capnp.

const earlier = `/v1/rates/${"0af9".repeat(16)}.json`;

export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === earlier) {
      const headers = {
        ETag: '"earlier"',
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "public, max-age=0",
      };
      if (request.headers.get("If-None-Match") === headers.ETag) return new Response(null, { status: 304, headers });
      return new Response(request.method === "HEAD" ? null : "an earlier table", { headers });
    }
    if (pathname.startsWith("/v1/")) return new Response("no such page", { status: 404 });
    return new Response(`<link type="application/json+oembed" href="/oembed?url=x">asset ${pathname}`, {
      headers: { "Content-Type": "text/html" },
    });
  },
};
