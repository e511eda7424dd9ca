// What the engine and the compiler's JavaScript half take for the global object.
// They would leave their names on the host's page and trip over what it has put
// there; here they have a place of their own, with what they need and no more.

export const engineScope = {
  Array,
  Date,
  Error,
  Math,
  Object,
  Uint8Array,
  TextDecoder,
  TextEncoder,
  console,
  crypto,
  performance,
};
