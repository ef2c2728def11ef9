/**
 * Measures how long the page is busy with one letter of a question, on a processor four times
 * slower than this one, with the demo shop's content. It prints a table and asserts nothing: times
 * are a machine's own.
 */
import { readFile } from 'node:fs/promises';
import { chromium, type Page } from 'playwright-core';
import { serve } from '../demo/serve.mjs';
import { CHROMIUM_ARGUMENTS, required } from './support/environment.js';
import { at, ready } from './support/page.js';
import { golden } from './support/paths.js';
import { LANGUAGES } from './support/questions.js';

const SLOWDOWN = 4;
/** Questions of each language, spread over its golden ones. */
const QUESTIONS = 20;
/** Milliseconds; what is aimed at for the handling of a letter. */
const TARGET = 8;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tid: number;
  readonly args: { readonly data?: { readonly type?: string } };
}

/** What one letter cost the main thread, in milliseconds. */
interface Cost {
  /** The element's own work: question, index, rendering of the list's nodes. */
  readonly handling: number;
  /** The same with style, layout and painting by the browser, until it is at rest. */
  readonly whole: number;
}

/** Types a question letter by letter, and reads from the browser's trace what each cost. */
async function cost(page: Page, letters: string): Promise<Cost[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  for (const letter of letters) {
    await page.keyboard.insertText(letter);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30))),
    );
  }
  const trace = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const events = trace.traceEvents.filter(({ ph }) => ph === 'X');
  const inputs = events
    .filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'input')
    .sort((one, other) => one.ts - other.ts);
  return inputs.map(({ ts, dur = 0, tid }, index) => {
    const end = inputs[index + 1]?.ts ?? Infinity;
    const rendering = events.filter(
      (event) =>
        event.tid === tid &&
        event.ts > ts &&
        event.ts < Math.min(end, ts + 100_000) &&
        ['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit'].includes(
          event.name,
        ),
    );
    const painted = rendering.reduce((sum, event) => sum + (event.dur ?? 0), 0);
    return { handling: dur / 1000, whole: (dur + painted) / 1000 };
  });
}

const quantile = (values: readonly number[], part: number): string =>
  ([...values].sort((one, other) => one - other)[Math.floor((values.length - 1) * part)] ?? 0)
    .toFixed(1)
    .padStart(6);

const print = (line: string) => process.stdout.write(`${line}\n`);

const shop = await serve({ port: 0 });
const browser = await chromium.launch({
  executablePath: required('CHROME'),
  args: CHROMIUM_ARGUMENTS,
});
try {
  print(`One letter at ${SLOWDOWN}× CPU slowdown, in ms; aimed at: handling < ${TARGET}`);
  print('         letters | handling: median, 95 %, longest | with rendering: the same');
  for (const language of LANGUAGES) {
    const rows = (await readFile(golden(language), 'utf8')).trim().split('\n');
    const step = Math.ceil(rows.length / QUESTIONS);
    const questions = rows
      .filter((_, index) => index % step === 0)
      .map((row) => String(JSON.parse(row).q));
    const page = await browser.newPage();
    await page.goto(new URL(`${language}/`, shop.url).href);
    await ready(page);
    await at(page, 'question').focus();
    // Compiled and warm, as after the first letters of a visit.
    await page.keyboard.insertText(questions[0] ?? '');
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    const costs: Cost[] = [];
    for (const question of questions) {
      await at(page, 'question').fill('');
      costs.push(...(await cost(page, question)));
    }
    await page.close();
    const figures = (['handling', 'whole'] as const).map((part) => {
      const values = costs.map((letter) => letter[part]);
      return [0.5, 0.95, 1].map((share) => quantile(values, share)).join(' ');
    });
    print(`${language} ${String(costs.length).padStart(13)} | ${figures.join(' | ')}`);
  }
} finally {
  await browser.close();
  await shop.close();
}
