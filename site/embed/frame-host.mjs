// For a page with embedded calculators in frames: gives each the height that it
// says it needs. A message counts only if it comes from a frame of the page that
// shows this site, and only as a height within bounds.

const here = new URL(import.meta.url).origin;
const [least, most] = [80, 4000]; // pixels

addEventListener("message", ({ data, origin, source }) => {
  if (data?.type !== "reelrate-height" || !Number.isInteger(data.height)) return;
  if (origin !== here && origin !== "null") return; // a sandboxed frame has no origin
  for (const frame of document.querySelectorAll("iframe[src]")) {
    if (frame.contentWindow !== source || new URL(frame.src, document.baseURI).origin !== here) continue;
    const border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.height = `${Math.min(Math.max(data.height, least), most) + border}px`;
  }
});
