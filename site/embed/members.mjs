// The attributes of the elements. Those of the request are members of the
// engine's request in kebab-case; only "plan" is what the engine calls an offer.

export const members = [
  "seller",
  "model",
  "mode",
  "seconds",
  "tier",
  "resolution",
  "quality",
  "audio",
  "hdr",
  "batch",
  "images",
  "input-images",
  "input-seconds",
  "width",
  "height",
  "fps",
  "gpu-hours",
  "count",
  "takes",
  "plan",
  "as-of",
];

/** Attributes that say how it is shown. */
export const manners = ["table", "theme", "lang", "compact", "loading"];

export const camel = (attribute) => attribute.replace(/-./g, ([, letter]) => letter.toUpperCase());

/** The engine's name of an attribute, and the attribute of an engine's name. */
export const memberOf = (attribute) => (attribute === "plan" ? "offer" : camel(attribute));
export const attributeOf = (member) => members.find((attribute) => memberOf(attribute) === member);

const yesOrNo = ["audio", "hdr", "batch"];

/** The request that an element's attributes make; what is empty is not given. */
export function requestOf(element) {
  const request = Object.create(null); // nothing that a page has put on all objects belongs to it
  for (const attribute of members) {
    let value = element.getAttribute(attribute)?.trim();
    if (value === "" && yesOrNo.includes(attribute)) value = "true"; // <… audio> is with audio
    if (value) request[memberOf(attribute)] = value;
  }
  return request;
}
