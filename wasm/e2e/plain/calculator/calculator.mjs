// The smallest calculator over the same published table: the house's credits per
// second and nothing else. ./build.sh bench compares how soon it has a price.

const { table } = await (await fetch("table.json")).json();
const { models } = table.sellers.find(({ id }) => id === "house");
const { model, seconds } = document.forms[0].elements;
for (const { id, name, rates = [] } of models) {
  for (const { unit, amount } of rates)
    if (unit === "second") model.add(new Option(name, amount, false, id === "veo-3"));
}

function price() {
  document.querySelector("output").textContent = `${Number(model.value) * Number(seconds.value)} credits`;
}
document.forms[0].addEventListener("input", price);
price();
