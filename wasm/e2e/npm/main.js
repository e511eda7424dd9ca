import { hydrateRoot } from "react-dom/client";
import { app } from "./app.js";

addEventListener("reelrate-quote", ({ target, detail }) => {
  if (target.localName === "reelrate-calculator") globalThis.quoted = detail.answer.credits.display;
});
hydrateRoot(document.querySelector("#app"), app(), { onRecoverableError: (error) => console.error(error) });
