// For a page with embedded calculators in frames: gives each the height that it
// says it needs. A message counts only if it comes from a frame of the page that
// shows this site, and only as a height within bounds.

const here = new URL(import.meta.url).origin;
const [least, most] = [80, 4000]; // pixels

const ours = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(`${here}/`));

addEventListener("message", ({ data, origin, source }) => {
  if (data?.type !== "reelrate-height" || !Number.isInteger(data.height)) return;
  if (origin !== here && origin !== "null") return; // a sandboxed frame has no origin
  const frame = ours().find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  const border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
  frame.style.height = `${Math.min(Math.max(data.height, least), most) + border}px`;
});

// A frame that is there before this script has told already, and one that is out
// of sight tells nothing until it is seen, so both are asked.
/** @param {HTMLIFrameElement} frame */
const ask = ({ contentWindow }) => contentWindow?.postMessage({ type: "reelrate-height?" }, "*");
ours().forEach(ask);
document.addEventListener(
  "load",
  ({ target }) => {
    const frame = ours().find((one) => one === target);
    if (frame) ask(frame);
  },
  true,
);
