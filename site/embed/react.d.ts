// JSX in React 19: `import type {} from "@reelrate/embed/react"` once in a project.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  ReelrateAttributes,
  ReelrateCalculator,
  ReelrateErrorEvent,
  ReelratePrice,
  ReelrateProperties,
  ReelrateQuoteEvent,
} from "./elements.js";

type Props<E> = Omit<DetailedHTMLProps<HTMLAttributes<E>, E>, keyof ReelrateAttributes | keyof ReelrateProperties> &
  ReelrateAttributes &
  ReelrateProperties & {
    "onreelrate-quote"?: (event: ReelrateQuoteEvent) => void;
    "onreelrate-error"?: (event: ReelrateErrorEvent) => void;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "reelrate-calculator": Props<ReelrateCalculator>;
      "reelrate-price": Props<ReelratePrice>;
    }
  }
}
