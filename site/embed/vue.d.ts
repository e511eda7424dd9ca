// Vue templates: `import type {} from "@reelrate/embed/vue"` once in a project, and
// compilerOptions.isCustomElement: (tag) => tag.startsWith("reelrate-").

import type { DefineComponent } from "vue";
import type { ReelrateAttributes, ReelrateErrorEvent, ReelrateProperties, ReelrateQuoteEvent } from "./elements.js";

type Component = DefineComponent<
  ReelrateAttributes &
    ReelrateProperties & {
      onReelrateQuote?: (event: ReelrateQuoteEvent) => void;
      onReelrateError?: (event: ReelrateErrorEvent) => void;
    }
>;

declare module "vue" {
  interface GlobalComponents {
    "reelrate-calculator": Component;
    "reelrate-price": Component;
  }
}
