import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotli } from '../lib/compression.mjs';
import { generateShop } from '../lib/generate.mjs';
import { sections } from '../lib/sections.mjs';
import { readSet } from '../lib/sets.mjs';
import { sizesByOrigin } from '../lib/wasm.mjs';
import faqlet from '../peers/faqlet.mjs';
import { SET } from './query.mjs';
import { readSentences } from './scale.mjs';

/** Entries of the generated shop. */
const LARGE = 1_000;
/** Origins smaller than this are counted together. */
const SMALL = 256;

/**
 * @typedef {{ name: string, bytes: number }} Origin
 * @typedef {{ name: string, bytes: number, brotli: number }} Section
 * @typedef {{ entries: number, whole: Section, sections: Section[] }} Weighed
 * @typedef {{ engine: Origin[], indexes: Weighed[] }} Result
 */

/**
 * Of what the engine and an index are made.
 *
 * @param {import('../main.mjs').Run} run
 * @returns {Promise<Result>}
 */
export async function weighParts({ built, sets }) {
  const { entries } = generateShop(readSentences(sets), LARGE);
  const indexes = [];
  for (const shop of [readSet(join(sets, SET)).entries, entries]) {
    indexes.push(await weighIndex(built, shop));
  }
  return { engine: weighEngine(readFileSync(built.named)), indexes };
}

/**
 * @param {Uint8Array} module
 * @returns {Origin[]}
 */
function weighEngine(module) {
  const all = [...sizesByOrigin(module)].map(([name, bytes]) => ({ name, bytes }));
  const small = all.filter(({ bytes }) => bytes < SMALL);
  const large = all.filter(({ bytes }) => bytes >= SMALL);
  large.sort((one, other) => other.bytes - one.bytes);
  const rest = small.reduce((sum, { bytes }) => sum + bytes, 0);
  return [...large, { name: `${small.length} others`, bytes: rest }];
}

/**
 * @param {import('../peers/faqlet.mjs').Built} built
 * @param {readonly import('../lib/types.js').Entry[]} entries
 * @returns {Promise<Weighed>}
 */
async function weighIndex(built, entries) {
  const { folder } = await faqlet(built).build(entries);
  const { languages } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const index = readFileSync(join(folder, languages.en.index.file));
  const weigh = (/** @type {string} */ name, /** @type {Buffer} */ bytes) => ({
    name,
    bytes: bytes.length,
    brotli: brotli(bytes),
  });
  return {
    entries: entries.length,
    whole: weigh('whole', index),
    sections: sections(index).map(({ name, bytes }) => weigh(name, bytes)),
  };
}
