#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const out = `${dist}browser/`;

/**
 * Makes templates small, which a minifier leaves alone: styles as CSS, markup without the spaces
 * that only lay out the source. Both are written by this package, and no text of a page is in them.
 */
const tight = {
  name: 'tight-templates',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/]element[\\/].*\.js$/ }, async ({ path }) => {
      let source = readFileSync(path, 'utf8');
      for (const [whole, text] of [...source.matchAll(/css\s*`([^`]*)`/g)]) {
        const { code } = await transform(text ?? '', { loader: 'css', minify: true });
        source = source.replace(whole, () => `css\`${code.trim()}\``);
      }
      return {
        contents: source.replace(/\s*\n\s*(>|<\/|)/g, (_, end) => end || '\n'),
        loader: 'js',
      };
    });
  },
};

/** The engine's glue stays a file of its own: it finds the engine beside itself. */
const engineBeside = {
  name: 'engine-beside',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onResolve }) {
    onResolve({ filter: /engine\/faqlet\.js$/ }, () => ({
      path: './engine/faqlet.js',
      external: true,
    }));
  },
};

/** @param {string} file */
const integrity = (file) =>
  `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

/** These files stay together, so the client knows what the engine beside it must be. */
const engineKnown = {
  name: 'engine-known',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /engine-file\.js$/ }, () => ({
      contents: `export const engineIntegrity = '${integrity(`${dist}engine/faqlet_bg.wasm`)}';`,
    }));
  },
};

// For pages without a bundler: one folder with all that they need, to be served as it is.
rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: {
    define: `${dist}element/define.js`,
    element: `${dist}element/index.js`,
    contact: `${dist}contact/index.js`,
    outbox: `${dist}outbox/index.js`,
    index: `${dist}index.js`,
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  plugins: [tight, engineBeside, engineKnown],
});
cpSync(`${dist}engine`, `${out}engine`, {
  recursive: true,
  filter: (source) => !/\.d\.ts$|inline\.js$/.test(source),
});

// What a page's import map or `integrity` attribute says of each file.
const files = readdirSync(out, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(out.length).replaceAll('\\', '/'))
  .sort();
const hashes = Object.fromEntries(files.map((file) => [file, integrity(out + file)]));
writeFileSync(`${out}integrity.json`, `${JSON.stringify(hashes, null, 2)}\n`);
