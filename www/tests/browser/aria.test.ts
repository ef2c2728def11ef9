import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { at, Shop } from '../support/browser.js';
import type { Language } from '../support/questions.js';
import { begin, type Mode, OPEN, STATES } from '../support/states.js';

/** What assistive technology is told, by state; `UPDATE_ARIA=1` writes the files anew. */
const FOLDER = new URL('aria/', import.meta.url);
const UPDATE = process.env.UPDATE_ARIA === '1';

let shop: Shop;

before(async () => {
  shop = await Shop.start();
  await mkdir(FOLDER, { recursive: true });
});

/** In every mode the states that differ by mode; the others once in each direction. */
const SHOWN: [mode: Mode, language: Language, states: string[]][] = [
  ['inline', 'en', Object.keys(STATES)],
  ['inline', 'ar', ['start', 'answer', 'contact']],
  ['button', 'en', ['start', 'answer']],
  ['page', 'en', ['start']],
];

for (const [mode, language, states] of SHOWN) {
  describe(`the accessibility tree, ${mode}, ${language}`, () => {
    test('is as reviewed', async () => {
      const { page, context } = await shop.visit(
        { language, attributes: { mode, community: '/help/community' } },
        { now: OPEN },
      );
      const read = async (state: string) => {
        // Not of the body: Playwright takes a host without a box of its own for hidden.
        const root = page.locator('faqlet-help div[dir]').first();
        const tree = `${await root.ariaSnapshot()}\n`
          // Where this machine serves the pages, and a message in a link, are no matter of theirs.
          .replaceAll(shop.host.url, 'http://shop.example/')
          .replaceAll(/page-\d+/g, 'page')
          .replaceAll(/(\/url: [^\s?]+)\?\S+/g, '$1?…');
        const file = new URL(`${mode}-${state}-${language}.yml`, FOLDER);
        if (UPDATE) await writeFile(file, tree);
        const before = await readFile(file, 'utf8').catch(() => '');
        assert.equal(tree, before, `${fileURLToPath(file)}; UPDATE_ARIA=1 writes it anew`);
      };
      if (mode === 'button') {
        await at(page, 'launcher').waitFor();
        await read('closed');
      }
      await begin(page, mode);
      for (const state of states) {
        await STATES[state]?.(page, language);
        await read(state);
      }
      await context.close();
    });
  });
}
