// The embed builder. The calculator in it is the element that it hands out: who
// changes the shot there changes the lines to copy.

import { atFirstSign } from "../shared/signs.mjs";
import { printable } from "../shared/text.mjs";
import { fine, shotDetails } from "../shared/words.mjs";

const $ = (id) => document.getElementById(id);
const page = document.querySelector(".builder");
const preview = $("preview");
const form = $("options");
const codes = document.querySelectorAll("[data-pattern]");
const escaped = (text) =>
  printable(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

const segments = (name) => encodeURIComponent(name ?? "").replaceAll("%2F", "/"); // of a path

let known = new Set(); // the elements' attributes, which an address may set

/** Attributes that belong to this page and not to the shot or its look. */
const own = new Set(["id", "loading"]);
const shown = () =>
  [...known]
    .filter((name) => !own.has(name) && preview.hasAttribute(name))
    .map((name) => ({ name, value: preview.getAttribute(name) }));
const asked = () => shown().filter(({ name }) => !["theme", "compact", "table"].includes(name));

function names(answer) {
  const { origin } = location;
  const exact = form.elements.script.value === "exact";
  const address = `${origin}/embed/${exact ? `v${page.dataset.version}` : page.dataset.major}/reelrate.js`;
  const query = preview.value + (preview.table ? `&table=${encodeURIComponent(preview.table)}` : "");
  const { seller, model } = preview;
  const rest = preview.value
    .split("&")
    .filter((pair) => !/^(seller|model)=/.test(pair))
    .join("&");
  const details = answer
    ? shotDetails(Object.fromEntries(Object.entries(answer.shot).filter(([name]) => name !== "seconds")))
    : "";
  const words = answer
    ? [answer.shot.seconds && `${answer.shot.seconds} s`, answer.model?.name].filter(Boolean).join(" ") +
      (details && `, ${details}`)
    : "This shot";
  return {
    origin,
    major: page.dataset.major,
    script: `src="${address}"${exact ? ` integrity="${page.dataset.integrity}" crossorigin` : ""}`,
    attributes: shown()
      .map(({ name, value }) => (value === "" ? name : `${name}="${escaped(value)}"`))
      .join(" "),
    marks: asked()
      .map(({ name, value }) => `${name}=${/^[\w./-]+$/.test(value) ? value : `"${escaped(value)}"`}`)
      .join(" "),
    query,
    queryHTML: escaped(query),
    link: encodeURIComponent(`${origin}/?${query}`),
    badge: `${segments(seller)}/${segments(model)}.svg${rest && `?${rest}`}`,
    alt: words,
    words: escaped(words),
    price: answer ? figures(answer) : "no price",
  };
}

/** The price as the element writes it: "480 credits ($28.80)". */
function figures({ total: { credits, dollars, generations }, dollars: one }) {
  const money = dollars && (generations === "1" ? fine(one) : dollars.display);
  return credits ? credits.display + (money ? ` (${money})` : "") : money;
}

function write(answer) {
  const values = names(answer);
  for (const code of codes)
    code.textContent = code.dataset.pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  for (const sample of document.querySelectorAll("reelrate-price")) {
    for (const { name } of [...sample.attributes]) if (!own.has(name)) sample.removeAttribute(name);
    for (const { name, value } of shown()) sample.setAttribute(name, value);
  }
  later(() => {
    $("badge-sample").src = `/badge/${values.badge}`;
    $("badge-sample").alt = `${values.alt}: ${values.price}`;
    history.replaceState(null, "", `?${values.query}`);
  });
}

let timer;
function later(call) {
  clearTimeout(timer);
  timer = setTimeout(call, 300);
}

/** A shot as attributes, from parameters by the engine's names. */
function take(query) {
  for (const { name } of asked()) preview.removeAttribute(name);
  for (const [member, value] of new URLSearchParams(query)) {
    const name = member === "offer" ? "plan" : member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (known.has(name)) preview.setAttribute(name, value);
  }
}

form.addEventListener("input", async ({ target: { name, value, checked, selectedOptions } }) => {
  await begin();
  if (name === "seller") return take(selectedOptions[0].dataset.shot);
  if (name === "theme") preview.theme = value || null;
  if (name === "compact") preview.compact = checked;
  if (name === "table") preview.table = checked ? preview.answer?.table.version : null;
  write(preview.answer?.error ? null : preview.answer);
});
form.addEventListener("submit", (event) => event.preventDefault());

preview.addEventListener("reelrate-quote", ({ detail: { answer } }) => {
  $("no-price").textContent = "";
  form.elements.seller.value = preview.seller;
  write(answer);
});
preview.addEventListener("reelrate-error", ({ detail: { message } }) => {
  $("no-price").textContent =
    `The lines are made for this shot all the same, and will say what is said here: ${printable(message)}.`;
  write(null);
});

document.addEventListener("click", async ({ target }) => {
  if (!target.matches("[data-copy]")) return;
  const code = target.parentNode.querySelector("code");
  try {
    await navigator.clipboard.writeText(code.textContent);
    $("copied").textContent = "Copied.";
    target.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code); // to be copied by hand
    $("copied").textContent = "Selected, to be copied by hand.";
    target.textContent = "Selected";
  }
  setTimeout(() => (target.textContent = "Copy"), 2000);
});

// The elements come with the first sign that somebody is there, or at once to
// the shot of a link.
let begun;
const begin = () => (begun ??= start());
async function start() {
  await import(`/embed/v${page.dataset.version}/reelrate.js`);
  known = new Set(preview.constructor.observedAttributes);
  if (!location.search) return;
  take(location.search);
  form.elements.table.checked = preview.hasAttribute("table");
}
if (location.search) begin();
else atFirstSign(begin);
