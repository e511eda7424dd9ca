// Checked, never run: every line with an error expected in it has to have one.

import { configure, ReelrateCalculator, ReelratePrice } from "@reelrate/embed";
import { define } from "@reelrate/embed/elements.js";
import type {} from "@reelrate/embed/react";
import type {} from "@reelrate/embed/svelte";
import type {} from "@reelrate/embed/vue";
import type { SvelteHTMLElements } from "svelte/elements";
import type { GlobalComponents } from "vue";

configure({ site: "https://prices.example.com", engine: new URL("https://example.com/engine.wasm") });
define();

const calculator: ReelrateCalculator = document.createElement("reelrate-calculator");
calculator.seconds = 8;
calculator.theme = "dark";
// @ts-expect-error: no such theme
calculator.theme = "sepia";
// @ts-expect-error: amounts are strings
const seconds: number = calculator.seconds;
document.addEventListener("reelrate-quote", ({ detail }) => detail.answer.total.dollars?.display.toUpperCase());
document.addEventListener("reelrate-error", ({ detail }) => detail.accepted.join());
const answer = await calculator.quote();
if (answer.error) answer.error.alternatives[0]?.shot.model;
else answer.steps.join("\n");

export const react = <p>
  <reelrate-price ref={(price: ReelratePrice | null) => void price} seller="house" model="veo-3" seconds={8} as-of="2026-11-01">480 credits</reelrate-price>
  <reelrate-calculator model="veo-3" audio={false} compact onreelrate-quote={({ detail }) => detail.answer.steps} />
  {/* @ts-expect-error: no such attribute */}
  <reelrate-price colour="red" />
</p>;

export const svelte: SvelteHTMLElements["reelrate-price"] = { seller: "house", seconds: 8, "onreelrate-error": ({ detail }) => detail.code };
export type Vue = GlobalComponents["reelrate-calculator"];
