/** What the parts of a WebAssembly module weigh, as the compiler wrote it, with its names. */

const NAMES = 0;
const FUNCTIONS = 1;
const IMPORTS = 2;
const CODE = 10;
const FUNCTION = 0;

/** Reads the numbers and strings of a module. */
class Reader {
  #bytes;
  at;

  /**
   * @param {Uint8Array} bytes
   * @param {number} [at]
   */
  constructor(bytes, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte() {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new Error('The module ends too early.');
    this.at += 1;
    return byte;
  }

  /** An unsigned number in LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  string() {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at));
  }
}

/**
 * Bytes of a module's functions by where they come from, and of its other sections.
 *
 * @param {Uint8Array} bytes
 * @returns {Map<string, number>}
 */
export function sizesByOrigin(bytes) {
  const reader = new Reader(bytes, 8);
  /** @type {Map<string, number>} */
  const sizes = new Map();
  /** @type {Map<number, string>} */
  let names = new Map();
  /** @type {number[]} */
  const bodies = [];
  let imported = 0;
  const add = (/** @type {string} */ origin, /** @type {number} */ size) =>
    sizes.set(origin, (sizes.get(origin) ?? 0) + size);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    if (id === NAMES) {
      if (reader.string() === 'name') names = functionNames(reader, end);
    } else if (id === CODE) {
      for (let rest = reader.number(); rest > 0; rest -= 1) {
        const body = reader.number();
        bodies.push(body);
        reader.at += body;
      }
    } else {
      if (id === IMPORTS) imported = importedFunctions(reader);
      add(id === 11 ? 'data: texts and tables' : 'types, tables and the like', size);
    }
    reader.at = end;
  }
  bodies.forEach((size, place) => {
    add(originOf(names.get(imported + place) ?? 'without a name'), size);
  });
  return sizes;
}

/**
 * @param {Reader} reader
 * @param {number} end
 */
function functionNames(reader, end) {
  const names = new Map();
  while (reader.at < end) {
    const kind = reader.byte();
    const next = reader.number() + reader.at;
    if (kind === FUNCTIONS) {
      for (let rest = reader.number(); rest > 0; rest -= 1) {
        names.set(reader.number(), reader.string());
      }
    }
    reader.at = next;
  }
  return names;
}

/** @param {Reader} reader */
function importedFunctions(reader) {
  let functions = 0;
  for (let rest = reader.number(); rest > 0; rest -= 1) {
    reader.string();
    reader.string();
    const kind = reader.byte();
    if (kind === FUNCTION) {
      functions += 1;
      reader.number();
    } else if (kind === 1) {
      reader.byte();
      limits(reader);
    } else if (kind === 2) {
      limits(reader);
    } else {
      reader.byte();
      reader.byte();
    }
  }
  return functions;
}

/** @param {Reader} reader */
function limits(reader) {
  const flags = reader.byte();
  reader.number();
  if (flags & 1) reader.number();
}

/** Modules of faqlet whose parts are told apart. */
const LARGE_MODULES = ['contact', 'index', 'search', 'text'];

/**
 * Of faqlet itself the module, of others the crate; of an export, into which much is inlined, its
 * name.
 *
 * @param {string} name such as `<fst::raw::Fst<D> as core::fmt::Debug>::fmt`
 * @returns {string}
 */
export function originOf(name) {
  // A crate may stand with a mark of its version: core[c5930c85a12de822]::str.
  const path = name.replace(/\[[0-9a-f]+\]/g, '').match(/[a-z_]\w*(?:::[a-z_][a-z0-9_]*)+/)?.[0];
  if (!path) {
    const [exported] = name.match(/^engine_\w+/) ?? [];
    return exported ? `export ${exported}, with what is inlined` : 'memory and glue';
  }
  const [crate, module, part, inner] = path.split('::');
  if (crate !== 'faqlet') return String(crate);
  // What comes last is a function, or the mark that makes its name unique.
  const isPart = LARGE_MODULES.includes(String(module)) && (inner || /::[A-Z]/.test(name));
  return `faqlet::${module}${isPart && part ? `::${part}` : ''}`;
}
