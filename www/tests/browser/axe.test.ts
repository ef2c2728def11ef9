import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, describe, test } from 'node:test';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { at, Shop } from '../support/browser.js';
import { part } from '../support/engines/shopper.js';
import { LANGUAGES, type Language } from '../support/questions.js';
import { begin, MODES, type Mode, OPEN, STATES } from '../support/states.js';

let shop: Shop;
let axe: string;

before(async () => {
  shop = await Shop.start();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

/** What axe finds in the page, one line each. */
async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...options })})`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      [id, help, JSON.stringify(target), failureSummary].join('\n  '),
    ),
  );
}

/** The themes besides the light one; what is not about colours is the same in all. */
const THEMES = {
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;
const COLOURS: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

async function assertAccessible(page: Page, state: string): Promise<void> {
  assert.deepEqual(await violations(page, {}), [], `${state}, light`);
  for (const [theme, media] of Object.entries(THEMES)) {
    await page.emulateMedia(media);
    assert.deepEqual(await violations(page, COLOURS), [], `${state}, ${theme}`);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
}

const visit = async (mode: Mode, language: Language, width = 1280) => {
  const { page, context } = await shop.visit(
    {
      language,
      attributes: { mode, product: 'wm-800', community: '/help/community' },
      style: 'html { color-scheme: light dark }',
    },
    { now: OPEN, width },
  );
  await page.evaluate(axe);
  return { page, context };
};

for (const language of LANGUAGES) {
  for (const mode of MODES) {
    describe(`no violation in ${language}, ${mode}`, () => {
      test('in any state', async () => {
        // The narrow layout where it differs most.
        const { page, context } = await visit(mode, language, mode === 'button' ? 390 : 1280);
        if (mode === 'button') await assertAccessible(page, 'closed');
        await begin(page, mode);
        // All modes share the views; each has its own frame around them.
        const states = mode === 'inline' ? Object.keys(STATES) : ['start', 'answer', 'contact'];
        for (const state of states) {
          await STATES[state]?.(page, language);
          await assertAccessible(page, state);
        }
        await context.close();
      });
    });
  }
}

test('no violation in a topic, and none in the fallback', async () => {
  const { page, context } = await visit('page', 'en');
  await begin(page, 'page');
  await at(page, 'topic').click();
  await page.locator(part('useful')).waitFor({ state: 'detached' });
  await assertAccessible(page, 'topic');
  await context.close();
  const { page: failed, context: other } = await shop.visit({ attributes: { src: '/nothing/' } });
  await failed.locator('faqlet-help[data-state="fallback"]').waitFor();
  await failed.evaluate(axe);
  await assertAccessible(failed, 'fallback');
  await other.close();
});
