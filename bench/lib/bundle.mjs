import { build } from 'esbuild';
import { ROOT } from './built.mjs';

/** elasticlunr sets a variable that it does not declare, which a module may not. */
export const FOR_ELASTICLUNR = 'var lunr;';

/**
 * A module as a page would load it: with all that it imports, minified.
 *
 * @param {string} contents its source; imports are relative to `bench/`
 * @param {string} [banner] what stands before it
 * @returns {Promise<Uint8Array>}
 */
export async function bundle(contents, banner = '') {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${ROOT}bench` },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    banner: { js: banner },
    write: false,
    logLevel: 'error',
  });
  return /** @type {import('esbuild').OutputFile} */ (outputFiles[0]).contents;
}
