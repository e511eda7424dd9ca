// Signs of a reader: what is heavy waits for them.

const signs = ["pointermove", "pointerdown", "keydown", "scroll", "focusin"];

/**
 * Calls once, at the first sign that somebody is there.
 * @param {() => void} call
 */
export function atFirstSign(call) {
  const waiting = new AbortController();
  const once = () => {
    waiting.abort();
    call();
  };
  for (const sign of signs) {
    document.addEventListener(sign, once, { signal: waiting.signal, passive: true, capture: true });
  }
}

const touches = ["pointerenter", "focusin", "touchstart"];

/**
 * Calls when somebody first reaches for an element; a few times at most.
 * @param {Element} element
 * @param {() => void} call
 */
export function atFirstTouch(element, call) {
  for (const touch of touches) element.addEventListener(touch, call, { once: true, passive: true });
}

/**
 * Calls in an idle moment.
 * @param {() => void} call
 */
export function whenIdle(call) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(() => call());
  else setTimeout(call, 300); // Safari
}
