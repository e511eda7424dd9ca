// What a program with names consists of.

/**
 * The code of each package and what is not code, as bytes.
 *
 * @param {Buffer} program
 * @returns {Record<string, Buffer>}
 */
export function parts(program) {
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = program[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const bytes = () => {
    const length = number();
    return program.subarray(at, (at += length));
  };

  const other = [];
  const functions = [];
  const names = new Map();
  let imported = 0;
  let data = Buffer.alloc(0);
  while (at < program.length) {
    const kind = program[at++];
    const section = bytes();
    const next = at;
    at -= section.length;
    if (kind === 2) {
      imported = WebAssembly.Module.imports(new WebAssembly.Module(program)).filter(
        ({ kind }) => kind === "function",
      ).length;
      other.push(section);
    } else if (kind === 10) {
      for (let count = number(); count > 0; count--) functions.push(bytes());
    } else if (kind === 11) {
      data = section;
    } else if (kind === 0) {
      if (String(bytes()) === "name") {
        while (at < next) {
          const of = program[at++];
          const end = number() + at;
          if (of === 1) for (let count = number(); count > 0; count--) names.set(number(), String(bytes()));
          at = end;
        }
      }
    } else other.push(section);
    at = next;
  }

  const found = {};
  functions.forEach((code, i) => (found[packageOf(names.get(imported + i) ?? "")] ??= []).push(code));
  found["(the table, texts and types: data)"] = [data];
  found["(types and indexes of functions)"] = other;
  return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, Buffer.concat(all)]));
}

/** TinyGo's (*math/big.Int).Add and standard Go's math_big.__Int_.Add are of math/big. */
function packageOf(name) {
  const plain = name.replace(/^[(*]+/, "");
  const [, path] = /^((?:[^/[(]*\/)*[^./[(]*)\./.exec(plain.replace(/^(github|golang)\.(com|org)_/, "$1-$2_")) ?? [];
  if (path === undefined || /^(wasm|memcpy|_)/.test(path)) return "(C library and entry points)";
  return path.replace(/^(github|golang)-(com|org)_/, "$1.$2/").replaceAll(/_(?=.)/g, "/");
}
