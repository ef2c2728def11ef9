/** Takes the README's picture, docs/demo.png, of the demo shop as it is: an answer and a contact. */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { serve } from '../demo/serve.mjs';
import { QUESTIONS } from './browser/questions.js';

const OUT = fileURLToPath(new URL('../../docs/demo.png', import.meta.url));
const HEIGHT = 1160;
/** A Tuesday morning in the shop's opening hours, so that the picture is the same every time. */
const NOW = new Date('2027-01-12T09:30:00Z');

/** One page after a question was sent, as a data URL. */
async function shot(browser: Browser, url: string, width: number, question: string) {
  const page = await browser.newPage({ viewport: { width, height: HEIGHT } });
  await page.clock.setFixedTime(NOW);
  await page.goto(url);
  await page.locator('#contact-first p').first().waitFor();
  await page.locator('#help-question').fill(question);
  await page.keyboard.press('Enter');
  await page.locator('.result').waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy]'));
  // The result has the focus, which scrolled to it.
  await page.evaluate(() => scrollTo(0, 0));
  const bytes = await page.screenshot();
  await page.close();
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

const executablePath = process.env.CHROME;
if (!executablePath) throw new Error('CHROME is not set: the path of a Chromium or Chrome.');
const shop = await serve({ port: 0 });
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] });
try {
  const pictures = [
    await shot(browser, `${shop.url}en/`, 1280, QUESTIONS.en.typo),
    await shot(browser, `${shop.url}ar/`, 390, QUESTIONS.ar.unanswerable),
  ];
  // Side by side on one sheet.
  const sheet = await browser.newPage({ viewport: { width: 1790, height: HEIGHT + 80 } });
  await sheet.setContent(`<style>
      body { display: flex; gap: 30px; margin: 0; padding: 40px; background: #e9e4dc }
      img { height: ${HEIGHT}px; border-radius: 12px; box-shadow: 0 4px 24px #0003 }
    </style>${pictures.map((source) => `<img src="${source}">`).join('')}`);
  await sheet.screenshot({ path: OUT });
} finally {
  await browser.close();
  await shop.close();
}
