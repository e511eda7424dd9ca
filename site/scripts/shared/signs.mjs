// The first sign that somebody is there: what is heavy waits for it.

const signs = ["pointermove", "pointerdown", "keydown", "scroll", "focusin"];

/** Calls once, at the first sign on the page. */
export function atFirstSign(call) {
  const waiting = new AbortController();
  const once = () => {
    waiting.abort();
    call();
  };
  for (const sign of signs)
    document.addEventListener(sign, once, { signal: waiting.signal, passive: true, capture: true });
}
