/**
 * faqlet/node: answers on a server and in tests, from the folder that `faqlet build` wrote, without
 * a network.
 *
 * @packageDocumentation
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Faqlet } from '../client.js';
import { engine } from '../engine/inline.js';
import { FaqletError } from '../errors.js';

/** Options of {@link loadFolder}. */
export interface FolderOptions {
  /** BCP 47 tag of the language wanted; what there is decides. Default: the shop's default. */
  language?: string;
  /** Id of the product that is asked about, as for `Faqlet.load`. */
  product?: string;
  /**
   * Absolute URL at which shoppers find the folder; `Faqlet.page` lies below it. Default: the
   * folder's own `file:` URL.
   */
  base?: string | URL;
}

/**
 * Loads the shop's questions and answers of one language from disk. The engine comes from the
 * package. What is loaded stays as it is: load anew after a build, and close the old one.
 *
 * @param folder path or `file:` URL of the folder with `manifest.json` in it.
 * @throws FaqletError of any code but `answer-unreachable`, as `Faqlet.load` does.
 *
 * @example
 * ```ts
 * const faq = await loadFolder('public/faq', { language: 'hu' });
 * const outcome = faq.ask('hol a csomagom');
 * ```
 */
export async function loadFolder(
  folder: string | URL,
  options: FolderOptions = {},
): Promise<Faqlet> {
  const { language, product } = options;
  const path = folder instanceof URL ? fileURLToPath(folder) : folder;
  const base = publicFolder(options.base ?? pathToFileURL(path));
  return Faqlet.load({
    base,
    engine: Buffer.from(engine, 'base64'),
    fetch: (url, init) => read(path, base, url as URL, init?.integrity),
    ...(language !== undefined && { language }),
    product,
  });
}

function publicFolder(base: string | URL): URL {
  let url: URL;
  try {
    url = new URL(base);
  } catch (error) {
    throw new FaqletError(
      'invalid-argument',
      `base: "${base}" is not an absolute URL, such as "https://shop.example/faq/".`,
      error,
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** What `fetch` would give, had it the file under its public address. */
async function read(folder: string, base: URL, url: URL, integrity = ''): Promise<Response> {
  if (!url.href.startsWith(base.href)) throw new Error(`${url} is not in ${base}.`);
  const inside = decodeURIComponent(url.pathname.slice(base.pathname.length));
  const bytes = await readFile(join(folder, inside.replaceAll('/', sep)));
  const [algorithm = '', wanted] = integrity.split(/-(.*)/);
  if (integrity && createHash(algorithm).update(bytes).digest('base64') !== wanted) {
    throw new Error(`${inside} is not the file that the manifest names.`);
  }
  return new Response(bytes);
}
