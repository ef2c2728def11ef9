import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Manifest } from '../../src/manifest.js';
import {
  answer,
  ask,
  assertContact,
  ready,
  result,
  startBrowser,
  type Visit,
  visit,
} from '../support/browser.js';
import { block } from '../support/guide.js';
import { DEMO_INDEX } from '../support/paths.js';
import { Project, pack } from '../support/project.js';
import { QUESTIONS } from '../support/questions.js';

let browser: Browser;
let tarball: string;

before(async () => {
  browser = await startBrowser();
  tarball = await pack();
});

/** The page answers a question and hands over one that it cannot answer, and nothing is amiss. */
async function assertHelps(url: string): Promise<Visit> {
  const shopper = await visit(browser, url);
  const { page, faults } = shopper;
  await ready(page);
  await ask(page, QUESTIONS.en.typo);
  assert.ok((await answer(page, 'order-status')).length > 40);
  await ask(page, QUESTIONS.en.unanswerable);
  assert.ok(await result(page, 'contact'));
  await assertContact(page);
  assert.deepEqual(faults, []);
  return shopper;
}

/** The questions that a server put into the page are those of the content. */
async function assertRendered({ page }: Visit): Promise<void> {
  const questions = await page.locator('#questions li').allInnerTexts();
  assert.equal(questions.length, 5);
  const manifest: Manifest = JSON.parse(await readFile(join(DEMO_INDEX, 'manifest.json'), 'utf8'));
  const first = await readFile(join(DEMO_INDEX, manifest.languages.en?.page ?? ''), 'utf8');
  for (const question of questions) assert.ok(first.includes(question), question);
}

describe('the packed package helps in a fresh project', () => {
  for (const [name, served] of [
    ['none', 'public'],
    ['esbuild', 'public'],
    ['rollup', 'public'],
    ['webpack', 'public'],
    ['vite', 'dist'],
    ['astro', 'dist'],
  ] as const) {
    test(name, async () => {
      const project = new Project(name);
      // Without a bundler there is nothing but the page, which is that of the guide.
      const page = { 'public/index.html': await block('html', '<!doctype html>') };
      await project.build(tarball, name === 'none' ? page : {});
      const shopper = await assertHelps(await project.serve(served));
      if (name === 'vite') await assertTold(shopper);
      if (name === 'astro') await assertRendered(shopper);
      await shopper.context.close();
    });
  }

  test('next', async () => {
    const project = new Project('next');
    await project.build(tarball);
    const url = await project.start('next/dist/bin/next', 'start', '--port', '0');
    const shopper = await assertHelps(url);
    await assertTold(shopper);
    await assertRendered(shopper);
    await shopper.context.close();

    // Scripts that are not wanted are broken off, so faults say nothing here.
    const plain = await visit(browser, url, { profile: { javaScriptEnabled: false } });
    await assertRendered(plain);
    const answered = plain.page.locator('#answer');
    assert.ok((await answered.innerText()).length > 40);
    const { languages } = JSON.parse(await readFile(join(DEMO_INDEX, 'manifest.json'), 'utf8'));
    const page = `https://shop.example/faq/${languages.en.page}`;
    assert.equal(await answered.getAttribute('data-page'), page);
    assert.ok(await plain.page.getByRole('link', { name: 'Call us' }).isVisible());
    await plain.context.close();
  });
});

/** React's component passed on properties, class and events. */
async function assertTold({ page }: Visit): Promise<void> {
  assert.equal(await page.locator('output').innerText(), 'answer order-status contact');
  const help = page.locator('faqlet-help.help');
  assert.deepEqual(await help.evaluate((help) => (help as never as { facts: unknown }).facts), {
    tier: 'gold',
  });
}
