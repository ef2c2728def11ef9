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

/** Rules that another theme can break; the others are about what is the same in all of them. */
const COLOURS: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};
/**
 * Where colours are forced, Chromium gives `-webkit-text-fill-color`, which axe reads, as it would
 * be without; {@link unread} looks at what is painted.
 */
const FORCED: RunOptions = { rules: { 'color-contrast': { enabled: false } } };

/** Texts of the element whose contrast is below 4.5, where colours are forced. */
async function unread(page: Page): Promise<string[]> {
  const texts = await page.locator('faqlet-help').evaluate((help) => {
    const clear = /, 0\)$/;
    return [...(help.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? [])]
      .filter(
        (node) =>
          node.checkVisibility() &&
          [...node.childNodes].some((child) => child.nodeType === 3 && child.nodeValue?.trim()),
      )
      .map((node) => {
        let place: Element | null = node;
        while (place && clear.test(getComputedStyle(place).backgroundColor)) {
          place = place.parentElement;
        }
        return {
          html: node.outerHTML.slice(0, 150),
          colour: getComputedStyle(node).color,
          behind: place ? getComputedStyle(place).backgroundColor : 'rgb(0, 0, 0)',
        };
      });
  });
  assert.ok(texts.length > 0);
  return texts
    .filter(({ colour, behind }) => contrast(colour, behind) < 4.5)
    .map(({ html }) => html);
}

/** As WCAG has it; of colours as computed styles have them. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

async function assertAccessible(page: Page, state: string, language = 'en'): Promise<void> {
  assert.deepEqual(await violations(page, {}), [], `${state}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await violations(page, COLOURS), [], `${state}, dark`);
  await page.emulateMedia({ forcedColors: 'active' });
  // What is neither colours nor words is the same in all languages.
  if (language === 'en') {
    assert.deepEqual(await violations(page, FORCED), [], `${state}, forced colours`);
  }
  assert.deepEqual(await unread(page), [], `${state}, forced colours`);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
}

const visit = async (mode: Mode, language: Language, width = 1280) => {
  const { page, context } = await shop.visit(
    {
      language,
      attributes: {
        mode,
        // With notices, and a question to other customers; without, what two products share.
        ...(mode === 'inline' ? {} : { product: 'wm-800', community: '/help/community' }),
      },
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
        if (mode === 'button') await assertAccessible(page, 'closed', language);
        await begin(page, mode);
        // All modes share the views; each has its own frame around them.
        const states = mode === 'inline' ? Object.keys(STATES) : ['start', 'answer', 'contact'];
        for (const state of states) {
          await STATES[state]?.(page, language);
          await assertAccessible(page, state, language);
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
