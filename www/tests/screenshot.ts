/**
 * Takes the README's pictures of the demo shop as it is, into docs/: `demo.png`, an answer and a
 * contact side by side, and `outcome-<outcome>-<language>.png`.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { serve } from '../demo/serve.mjs';
import { smaller } from './support/png.js';
import { LANGUAGES, type Language, QUESTIONS } from './support/questions.js';

const OUT = fileURLToPath(new URL('../../docs/', import.meta.url));
const HEIGHT = 1160;
/** Fixed, so that the pictures are the same every time: a Tuesday morning in the shop's hours. */
const OPEN = '2027-01-12T09:30:00Z';
/** A Saturday evening, when nobody is there. */
const CLOSED = '2027-01-16T20:30:00Z';
/** The shop's own address: the pictures must not show a port of this machine. */
const SHOP = 'kettlewick.example';

/** What is asked on which page and when, for each outcome. */
interface Scene {
  readonly now: string;
  readonly path?: string;
  readonly questions: Readonly<Record<Language, string>>;
  readonly act?: (page: Page) => Promise<unknown>;
}

const of = (kind: keyof (typeof QUESTIONS)['en']) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, QUESTIONS[language][kind]])) as Record<
    Language,
    string
  >;

const SCENES: Readonly<Record<string, Scene>> = {
  answer: { now: OPEN, questions: of('typo') },
  choose: {
    now: OPEN,
    questions: {
      en: 'is it dishwasher safe',
      ru: 'можно мыть в посудомойке',
      hu: 'mosogatógépben mosható?',
      ar: 'هل تغسل في غسالة الصحون؟',
    },
  },
  contact: { now: CLOSED, path: 'products/wm-800/', questions: of('unanswerable') },
  person: {
    now: CLOSED,
    questions: {
      en: 'A product gave a shock, smoked or hurt someone. What must I do?',
      ru: 'Прибор дымит, пахнет гарью или кого-то травмировало',
      hu: 'Füstöl, égett szagú vagy megrázott a készülék. Mit tegyek most azonnal?',
      ar: 'خرج من الجهاز دخان أو أصابني بأذى، ماذا أفعل الآن؟',
    },
  },
  message: {
    now: CLOSED,
    questions: of('unanswerable'),
    // One message waits, as the network is off; another is being written.
    act: async (page) => {
      await page.route('**/help/form', (route) => route.abort());
      await page.locator('#contact > details').evaluate((more) => more.setAttribute('open', ''));
      const form = page.locator('[data-channel="form"] a');
      await form.click();
      await page.locator('#message-reply').fill('anna@example.com');
      await page.locator('.sender button').click();
      await page.locator('#help-outbox [data-state="waiting"]').waitFor();
      await page.locator('#help-question').press('Enter');
      await form.click();
      await page.locator('#contact > details').evaluate((more) => more.removeAttribute('open'));
    },
  },
};

const executablePath = process.env.CHROME;
if (!executablePath) throw new Error('CHROME is not set: the path of a Chromium or Chrome.');
const shop = await serve({ port: 0 });
const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    `--host-resolver-rules=MAP ${SHOP} localhost:${new URL(shop.url).port}`,
  ],
});

/** A page after a question was sent. */
async function scene(
  browser: Browser,
  language: Language,
  { now, path = '', questions, act }: Scene,
  width: number,
) {
  const page = await browser.newPage({
    viewport: { width, height: HEIGHT },
    timezoneId: 'Europe/Budapest',
    colorScheme: 'light',
  });
  await page.clock.setFixedTime(new Date(now));
  await page.goto(`http://${SHOP}/${language}/${path}`);
  await page.locator('#contact-first p').first().waitFor();
  await page.locator('#help-question').fill(questions[language]);
  await page.keyboard.press('Enter');
  await page.locator('.result').waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy]'));
  await act?.(page);
  // Neither a caret nor a ring around what has the focus.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.evaluate(() => scrollTo(0, 0));
  return page;
}

try {
  const pictures: string[] = [];
  for (const [language, question, width] of [
    ['en', 'typo', 1280],
    ['ar', 'unanswerable', 390],
  ] as const) {
    const page = await scene(browser, language, { now: OPEN, questions: of(question) }, width);
    pictures.push(`data:image/png;base64,${(await page.screenshot()).toString('base64')}`);
    await page.close();
  }
  // Side by side on one sheet.
  const sheet = await browser.newPage({ viewport: { width: 1790, height: HEIGHT + 80 } });
  await sheet.setContent(`<style>
      body { display: flex; gap: 30px; margin: 0; padding: 40px; background: #e9e4dc }
      img { height: ${HEIGHT}px; border-radius: 12px; box-shadow: 0 4px 24px #0003 }
    </style>${pictures.map((source) => `<img src="${source}">`).join('')}`);
  await writeFile(`${OUT}demo.png`, await smaller(browser, await sheet.screenshot()));

  for (const [name, what] of Object.entries(SCENES)) {
    for (const language of LANGUAGES) {
      const page = await scene(browser, language, what, 640);
      const bytes = await page.locator('#help').screenshot();
      await writeFile(`${OUT}outcome-${name}-${language}.png`, await smaller(browser, bytes));
      await page.close();
    }
  }
} finally {
  await browser.close();
  await shop.close();
}
