import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './paths.js';

/** The blocks of a language in docs/embedding.md: what readers copy is what is tested. */
export async function blocks(language: string): Promise<string[]> {
  const text = await readFile(join(ROOT, 'docs/embedding.md'), 'utf8');
  const parts = text.split(/^```/m).filter((_, number) => number % 2);
  const prefix = `${language}\n`;
  const found = parts.filter((part) => part.startsWith(prefix));
  assert.ok(found.length, `no ${language} in docs/embedding.md`);
  return found.map((part) => part.slice(prefix.length));
}

/** The one of them that has a text in it. */
export async function block(language: string, text: string): Promise<string> {
  const found = (await blocks(language)).filter((block) => block.includes(text));
  assert.equal(found.length, 1, `${found.length} blocks of ${language} with ${text}`);
  return found[0] as string;
}
