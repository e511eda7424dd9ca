// Tells an element once that somebody is about to see or touch it.

const signs = ["pointerenter", "focusin", "touchstart"];

/** @type {Map<Element, () => void>} */
const waiting = new Map();

/** @type {IntersectionObserver | undefined} */
let watcher;

/**
 * Nothing is called for an element that is no longer waited for.
 * @param {Element} element
 * @param {() => void} call
 */
export function whenSeen(element, call) {
  const once = () => {
    forget(element);
    call();
  };
  if (typeof IntersectionObserver === "undefined") return once();
  watcher ??= new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) waiting.get(target)?.();
  });
  waiting.set(element, once);
  watcher.observe(element);
  for (const sign of signs) element.addEventListener(sign, once, { passive: true });
}

/** @param {Element} element */
export function forget(element) {
  const once = waiting.get(element);
  if (!once) return;
  waiting.delete(element);
  watcher?.unobserve(element);
  for (const sign of signs) element.removeEventListener(sign, once);
}
