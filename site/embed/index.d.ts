// Importing this registers the elements.

export * from "./elements.js";
