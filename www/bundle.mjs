#!/usr/bin/env node
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, transformSync } from 'esbuild';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const out = `${dist}browser/`;

/** Styles, as the element's files have them: without anything filled in. */
const CSS = /css `([^`$\\]*)`/g;

/** Minifies styles, and drops the indentation of markup: no minifier touches what is a string. */
const tight = {
  name: 'tight-templates',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/]element[\\/].*\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8').replace(CSS, (_, css) => {
        const { code } = transformSync(css, { loader: 'css', minify: true });
        return `css ${JSON.stringify(code).replace(/^"|"$/g, '`')}`;
      });
      return { contents: source.replace(/\s*\n\s*/g, '\n'), loader: 'js' };
    });
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
  // Cyrillic and Arabic as they are, not as six letters each.
  charset: 'utf8',
  legalComments: 'none',
  plugins: [
    tight,
    {
      name: 'engine-beside',
      setup({ onResolve }) {
        onResolve({ filter: /engine\/faqlet\.js$/ }, () => ({
          path: './engine/faqlet.js',
          external: true,
        }));
      },
    },
  ],
});
cpSync(`${dist}engine`, `${out}engine`, {
  recursive: true,
  filter: (source) => !source.endsWith('.d.ts'),
});
