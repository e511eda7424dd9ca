// The models that a line may name.

import { el } from "../shared/dom.mjs";
import { fold } from "../shared/fold.mjs";

/** The models of the sellers that the site shows. */
export function catalogue(models, names, key) {
  const shown = models.filter(({ seller }) => seller.id in names);
  const find = ({ seller, model }) => shown.find((m) => m.seller.id === seller && m.id === model);
  const groups = Object.keys(names)
    .map((id) => [names[id], shown.filter((m) => m.seller.id === id && m.state === "available")])
    .filter(([, list]) => list.length > 0);
  return {
    key: `on ${key}`,
    find,
    options: () =>
      groups.map(([label, list]) =>
        el("optgroup", { label }, ...list.map((m) => el("option", { value: `${m.seller.id}/${m.id}` }, m.name))),
      ),
    /** What a name means: seller/model, or a model's id or name, at the house before anywhere else. */
    named(text, house) {
      const wanted = fold(text);
      const [, seller = "", rest = ""] = /^([^/]*)\/(.*)$/s.exec(text) ?? [];
      if (find({ seller, model: rest })) return { seller, model: rest };
      const found = shown.filter((m) => fold(m.id) === wanted || fold(m.name) === wanted);
      const one = found.find((m) => m.seller.id === house) ?? (found.length === 1 ? found[0] : undefined);
      return one
        ? { seller: one.seller.id, model: one.id }
        : { seller: seller in names ? seller : house, model: seller in names ? rest : text };
    },
  };
}
