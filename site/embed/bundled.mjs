// In a bundle the other half is there.

import * as other from "./answering.mjs";

export const answering = async () => other;
