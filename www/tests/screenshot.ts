/**
 * Takes the pictures of the demo shop as it is: `docs/demo.png`, an answer and a contact side by
 * side; `docs/screens/<state>-<language>.png`, each state in each language; and
 * `docs/screens/all-<state>-<language>.png`, narrow to wide, light and dark, from left to right and
 * from right to left. With names of states as arguments, only the last, of those.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { serve } from '../demo/serve.mjs';
import { CHROMIUM_ARGUMENTS, required } from './support/environment.js';
import { at } from './support/page.js';
import { smaller } from './support/png.js';
import { LANGUAGES, type Language } from './support/questions.js';
import { begin, CLOSED, type Mode, OPEN, openForm, STATES } from './support/states.js';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const SCREENS = `${DOCS}screens/`;
/** The shop's own address: the pictures must not show a port of this machine. */
const SHOP = 'kettlewick.example';

/** What is shown, on which page and when. */
interface Scene {
  readonly mode?: Mode;
  readonly path?: string;
  readonly now?: string;
  readonly act: (page: Page, language: Language) => Promise<unknown>;
}

const state =
  (name: string): Scene['act'] =>
  async (page, language) =>
    STATES[name]?.(page, language);

const SCENES: Readonly<Record<string, Scene>> = {
  start: { path: 'products/wm-800/', act: state('start') },
  suggestions: { act: state('suggestions') },
  answer: { act: state('answer') },
  choice: { act: state('choice') },
  contact: { path: 'products/wm-800/', now: CLOSED, act: state('contact') },
  person: { now: CLOSED, act: state('urgent') },
  message: {
    now: CLOSED,
    // One message waits, as the network is off; another is being written.
    act: async (page, language) => {
      await STATES.contact?.(page, language);
      await openForm(page);
      await STATES['message-waits']?.(page, language);
      await openForm(page);
      await at(page, 'message-words').fill('');
    },
  },
  panel: { mode: 'button', path: 'stores/', act: state('answer') },
  page: { mode: 'page', path: 'help/', act: state('start') },
};
/** In the README, in each language. */
const OUTCOMES = ['answer', 'choice', 'contact', 'person', 'message'];
/** In all widths, themes and directions. */
const ALL = ['start', 'suggestions', 'answer', 'choice', 'contact', 'panel', 'page'];
const WIDTHS = [360, 768, 1280];
const THEMES = ['light', 'dark'] as const;
const HEIGHT = 900;

const shop = await serve({ port: 0 });
const browser = await chromium.launch({
  executablePath: required('CHROME'),
  args: [
    ...CHROMIUM_ARGUMENTS,
    `--host-resolver-rules=MAP ${SHOP} localhost:${new URL(shop.url).port}`,
    `--unsafely-treat-insecure-origin-as-secure=http://${SHOP}`,
  ],
});

interface Look {
  readonly width: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
}

/** A page in the state of a scene, as its shopper has it before them. */
async function scene(name: string, language: Language, look: Look): Promise<Page> {
  const { mode = 'inline', path = '', now = OPEN, act } = SCENES[name] as Scene;
  const { width, height = HEIGHT, theme = 'light' } = look;
  const page = await browser.newPage({
    viewport: { width, height },
    timezoneId: 'Europe/Budapest',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  await page.clock.setFixedTime(new Date(now));
  await page.goto(`http://${SHOP}/${language}/${path}`);
  if (mode !== 'button') await page.locator('faqlet-help').scrollIntoViewIfNeeded();
  await begin(page, mode);
  await act(page, language);
  await page.waitForLoadState('networkidle');
  if (name !== 'suggestions') {
    // Neither a caret nor a ring around what has the focus.
    await page.evaluate(() =>
      (document.activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.blur(),
    );
  }
  if (mode !== 'button') {
    await page.evaluate(() => {
      scrollBy(0, (document.querySelector('faqlet-help')?.getBoundingClientRect().top ?? 24) - 24);
    });
  }
  return page;
}

/** Pictures beside each other on one sheet, scaled. */
async function sheet(
  browser: Browser,
  rows: readonly (readonly Buffer[])[],
  { scale, height }: { scale: number; height: number },
): Promise<Buffer> {
  const gap = 20;
  const page = await browser.newPage({ viewport: { width: 2600, height: 800 } });
  const images = (row: readonly Buffer[]) =>
    row.map((bytes) => `<img src="data:image/png;base64,${bytes.toString('base64')}">`).join('');
  await page.setContent(`<style>
      body { margin: 0 }
      main { display: inline-grid; gap: ${gap}px; padding: ${gap}px; background: #e9e4dc }
      div { display: flex; gap: ${gap}px; align-items: start }
      img { height: ${height * scale}px; border-radius: 6px; box-shadow: 0 2px 12px #0003 }
    </style><main>${rows.map((row) => `<div>${images(row)}</div>`).join('')}</main>`);
  await page.locator('img').last().waitFor();
  const bytes = await page.locator('main').screenshot();
  await page.close();
  return smaller(browser, bytes);
}

async function shot(name: string, language: Language, look: Look): Promise<Buffer> {
  const page = await scene(name, language, look);
  const bytes = await page.screenshot();
  await page.close();
  return bytes;
}

try {
  await mkdir(SCREENS, { recursive: true });
  const asked = process.argv.slice(2);
  for (const name of asked.length ? asked : ALL) {
    for (const language of ['en', 'ar'] as const) {
      const rows: Buffer[][] = [];
      for (const theme of THEMES) {
        const row: Buffer[] = [];
        for (const width of WIDTHS) row.push(await shot(name, language, { width, theme }));
        rows.push(row);
      }
      const bytes = await sheet(browser, rows, { scale: 0.5, height: HEIGHT });
      await writeFile(`${SCREENS}all-${name}-${language}.png`, bytes);
    }
  }
  if (!asked.length) {
    const height = 1160;
    const pair = [
      await shot('answer', 'en', { width: 1280, height }),
      await shot('contact', 'ar', { width: 390, height }),
    ];
    await writeFile(`${DOCS}demo.png`, await sheet(browser, [pair], { scale: 1, height }));
    for (const name of OUTCOMES) {
      for (const language of LANGUAGES) {
        const page = await scene(name, language, { width: 640 });
        const bytes = await page.locator('faqlet-help').screenshot();
        await writeFile(`${SCREENS}${name}-${language}.png`, await smaller(browser, bytes));
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  await shop.close();
}
