import { PriceCalculator } from "./calculator.mjs";

customElements.define("price-calculator", PriceCalculator);
