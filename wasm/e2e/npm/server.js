import { renderToString } from "react-dom/server";
import { app } from "./app.js";

export const html = renderToString(app());
