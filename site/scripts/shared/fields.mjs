// The controls of a request, made and filled.

import { capital, el } from "./dom.mjs";
import { label } from "./form.mjs";
import { terms } from "./pieces.mjs";

/** Selects a value, also one that the list does not have: the engine shall judge it. */
export function choose(select, value, none = "choose") {
  for (const stray of select.querySelectorAll("[data-stray]")) stray.remove();
  if (![...select.options].some((o) => o.value === value)) {
    select.prepend(el("option", { value, "data-stray": "" }, value || none));
  }
  select.value = value;
}

/** Where credits of one's own are priced, there is no seller and no model. */
export const ownCredits = "none: your own credits";

const groups = {
  available: "",
  sunset: "No longer sold",
  ended: "No longer priced",
  not_yet: "Not priced yet",
  unpriced: "No usable price",
};

export function fillModels(select, models, chosen, own) {
  const parts = [];
  const media = new Set(models.map((m) => m.medium));
  for (const [state, title] of Object.entries(groups)) {
    for (const medium of media) {
      const list = models
        .filter((m) => m.state === state && m.medium === medium)
        .map((m) => el("option", { value: m.id }, m.name));
      const heading = title || (media.size > 1 ? capital(medium) : "");
      if (list.length > 0) parts.push(...(heading ? [el("optgroup", { label: heading }, ...list)] : list));
    }
  }
  select.replaceChildren(...parts);
  choose(select, chosen, own ? ownCredits : undefined);
}

export function fillOffers(field, offers, chosen, helpful) {
  const select = field.querySelector("select");
  const list = offers.map((o) =>
    el(
      "option",
      { value: o.id, disabled: !o.perCredit },
      o.perCredit ? `${o.name}: ${terms({ ...o, price: trimmed(o.price) })}` : `${o.name}: no price per credit`,
    ),
  );
  const priced = offers.filter((o) => o.perCredit);
  if (helpful && !priced.some((o) => o.id === chosen)) chosen = priced[0]?.id ?? "";
  field.hidden = list.length === 0 && !chosen;
  select.replaceChildren(el("option", { value: "" }, "not chosen"), ...list);
  choose(select, chosen);
}

/** "179.000000" as 179, "6.990000" as 6.99. */
const trimmed = (figure) => (figure.value ?? figure.min).replace(/\.?0+$/, "");

export function control({ name, kind, label: title, values, hint }, value = "") {
  const input =
    kind === "choice" ? choice(name, values, value) : el("input", { name, value, inputMode: "decimal", maxLength: 12 });
  return el(
    "label",
    { className: "field", "data-control": name },
    el("span", {}, title, ...(hint ? [" ", el("small", {}, hint)] : [])),
    input,
  );
}

function choice(name, values, value) {
  const select = el("select", { name }, ...values.map((v) => el("option", { value: v }, label(name, v))));
  choose(select, value, "not given");
  return select;
}
