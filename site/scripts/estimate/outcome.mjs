// What the engine says of an estimate, in the places that the page has for it.

import { byId, el } from "../shared/dom.mjs";
import { showBills, showGroups } from "./bills.mjs";
import { showBudget } from "./budget.mjs";
import { invalid } from "./notes.mjs";
import { realityMembers } from "./project.mjs";
import { fillSheet } from "./quotesheet.mjs";
import { showSum } from "./sum.mjs";
import { places } from "./typed.mjs";
import { lineWords } from "./wording.mjs";

/** @import { Estimate, Fault } from "../shared/answers.d.ts" */
/** @import { Choose } from "./bills.mjs" */
/** @import { ShotList } from "./list.mjs" */
/** @import { Catalogue, Names } from "./models.mjs" */
/** @import { NameOf } from "./row.mjs" */
/** @import { Shown } from "./shown.mjs" */

/** A refusal of what belongs to no line: shown at its field. @param {Fault | undefined} error */
export function fault(error) {
  invalid(byId(places.asOf), error?.field === "asOf");
  for (const name of realityMembers) invalid(byId(places[name]), error?.field === `reality.${name}`);
}

/** What the page says before there are lines: it knows what there is to choose from. */
const noLines = globalThis.document?.querySelector("#sum .shot")?.textContent ?? "";

/** There is nothing to show, for want of lines or for a reason. @param {string} [why] */
export function nothing(why = noLines) {
  byId("sum").replaceChildren(el("p.shot", why));
  for (const id of ["buy", "budget", "groups-part", "sheet"]) byId(id).hidden = true;
  document.documentElement.classList.remove("priced");
}

/**
 * @param {Shown} shown
 * @param {ShotList} list
 * @param {Names} names
 * @param {Catalogue | undefined} catalogue
 * @param {Choose} choose
 */
export function show(shown, list, names, catalogue, choose) {
  const { answer } = shown;
  /** @type {NameOf} */
  const nameOf = ({ seller, model, ...rest }, why) => {
    const name = catalogue?.find({ seller, model })?.name ?? model;
    return [`${name} at ${names[seller] ?? seller}`, lineWords(rest), why].filter(Boolean).join(" · ");
  };
  list.show(shown, nameOf);
  showSum(byId("sum"), shown, names);
  scrollable();
  byId("own-files").hidden = false;
  for (const id of ["buy", "budget", "sheet"]) byId(id).hidden = !answer;
  document.documentElement.classList.toggle("priced", Boolean(answer)); // then the sheet is printed, and not the page
  byId("groups-part").hidden = !answer || answer.projects.length + answer.clients.length === 0;
  if (!answer) return;
  showBills(byId("bills"), shown.bills, names, choose);
  showGroups(byId("groups"), groupsOf(answer), names);
  showBudget(shown, names);
  fillSheet(byId("sheet"), shown, answer, names, (shot) => catalogue?.find(shot)?.name ?? shot.model ?? "");
}

/** @param {Estimate} answer */
const groupsOf = ({ projects, clients }) => [
  { title: "project", list: projects },
  { title: "client", list: clients },
];

/** Where the sum is higher than its place, the keyboard can reach it to scroll. */
function scrollable() {
  const slate = byId("outcome").parentElement;
  if (!slate) return;
  if (slate.scrollHeight > slate.clientHeight + 1) slate.tabIndex = 0;
  else slate.removeAttribute("tabindex");
}
