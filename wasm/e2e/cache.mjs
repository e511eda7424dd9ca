// The runtime's cache protocol: a PUT carries a whole HTTP response to keep, a
// GET asks for it. The body that is kept is replaced, so that a hit shows.
const kept = new Map();

export default {
  async fetch(request) {
    if (request.method === "PUT") {
      const [head] = (await request.text()).split("\r\n\r\n");
      kept.set(request.url, /^cache-control: (.*)$/im.exec(head)[1]);
      return new Response(null, { status: 204 });
    }
    const control = kept.get(request.url);
    if (control === undefined) return new Response(null, { status: 504, headers: { "CF-Cache-Status": "MISS" } });
    return new Response("kept", { headers: { "CF-Cache-Status": "HIT", "Cache-Control": control } });
  },
};
