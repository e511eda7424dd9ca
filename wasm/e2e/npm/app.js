// The same on a server and in a browser.

import "@reelrate/embed";
import { createElement as h } from "react";

const shot = { seller: "house", model: "veo-3", plan: "agency" };

export const app = () =>
  h(
    "main",
    null,
    h("p", null, "A clip: ", h("reelrate-price", { ...shot, seconds: 8 }, "8 s of Veo 3")),
    h("reelrate-calculator", { ...shot, seconds: 5, asOf: undefined }, "5 s of Veo 3"),
  );
