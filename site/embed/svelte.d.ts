// Svelte markup: `import type {} from "@reelrate/embed/svelte"` once in a project.

import type { HTMLAttributes } from "svelte/elements";
import type {
  ReelrateAttributes,
  ReelrateCalculator,
  ReelrateErrorEvent,
  ReelratePrice,
  ReelrateProperties,
  ReelrateQuoteEvent,
} from "./elements.js";

type Props<E extends EventTarget> = Omit<HTMLAttributes<E>, keyof ReelrateAttributes | keyof ReelrateProperties> &
  ReelrateAttributes &
  ReelrateProperties & {
    "onreelrate-quote"?: (event: ReelrateQuoteEvent) => void;
    "onreelrate-error"?: (event: ReelrateErrorEvent) => void;
  };

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "reelrate-calculator": Props<ReelrateCalculator>;
    "reelrate-price": Props<ReelratePrice>;
  }
}
