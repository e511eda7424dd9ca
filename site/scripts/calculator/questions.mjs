// What the calculator asks the engine for one request of its form.

/**
 * The quote, and the budget that says what repeating means: the price of a clip
 * that is kept. Without repeats there is no budget to ask for.
 *
 * takes is a whole number of attempts for each kept clip; keep.kept of keep.of is
 * how often an attempt is kept, and quotes know nothing of it.
 */
export function questions(request) {
  const { keep, ...quote } = nested(request);
  const { count = "1", takes, history, credits, ...attempt } = quote;
  const own = credits === undefined ? {} : { creditsPerClip: credits };
  const repeated = keep ? { keep, percentiles: "90" } : { takes };
  const budget =
    keep || (takes !== undefined && takes !== "1") ? { ...attempt, ...own, clips: count, ...repeated } : undefined;
  if (keep) delete quote.takes;
  return { quote, budget };
}

/** plan.price=1 as {plan: {price: "1"}}, which is what the entry point reads. */
function nested(request) {
  const out = {};
  for (const [name, value] of Object.entries(request)) {
    const [outer, inner] = name.split(/\.(.*)/, 2);
    if (!inner) out[name] = value;
    else if (typeof out[outer] !== "string") (out[outer] ??= {})[inner] = value;
  }
  return out;
}
