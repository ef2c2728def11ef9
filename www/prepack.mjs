#!/usr/bin/env node
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** @param {unknown} value @returns {string[]} */
const paths = (value) =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(paths);

const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const promised = [
  ...paths(manifest.exports),
  ...paths(manifest.bin),
  manifest.customElements,
  'dist/LICENSE-MIT',
  'dist/LICENSE-APACHE',
];
const missing = promised
  // Of a pattern, the folder.
  .map((path) => path.replace(/\*.*$/, ''))
  .filter((path) => !statSync(at(path), { throwIfNoEntry: false }));
if (missing.length) {
  process.stderr.write(
    `The package is not built: ${[...new Set(missing)].join(', ')} missing.\n` +
      'Run `cargo xtask build` in the checkout, then pack again.\n',
  );
  process.exitCode = 1;
}
