// The smallest calculator over the same published table: the house's credits per
// second and nothing else. ./build.sh bench compares how soon it has a price.

const table = await (await fetch("table.json")).json();
const { rates, models } = table.sellers.find(({ seller }) => seller.id === "house");
const { model, seconds } = document.forms[0].elements;
const names = Object.fromEntries(models.map(({ id, name }) => [id, name]));
for (const rate of rates) if (rate.unit === "second") model.add(new Option(names[rate.model], rate.amount, false, rate.model === "veo-3"));

function price() {
  document.querySelector("output").textContent = `${Number(model.value) * Number(seconds.value)} credits`;
}
document.forms[0].addEventListener("input", price);
price();
