// Tells the page around an embedded calculator how high it is, so that its frame
// can be made to fit: whenever that changes, and when the page asks. Nothing else
// is ever told, and nothing else is listened to.

const [least, most] = [80, 4000]; // pixels: whatever happens here, no host's page is torn apart

function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  // To any origin: who embeds us is not ours to know, and a height is no secret.
  parent.postMessage({ type: "reelrate-height", height: Math.min(Math.max(height, least), most) }, "*");
}

if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
  // The host's script may be there only after the height was told.
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.type === "reelrate-height?") tell();
  });
}
