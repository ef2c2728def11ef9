import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { atEnd } from './at-end.js';
import { faqlet } from './faqlet.js';

/** Builds a shop from the text of its files, by their paths; gone after the tests of this file. */
export async function buildShop(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faqlet-shop-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'shop', path)), { recursive: true });
    await writeFile(join(folder, 'shop', path), text);
  }
  const out = join(folder, 'faq');
  await faqlet('build', join(folder, 'shop'), '--out', out);
  return out;
}
