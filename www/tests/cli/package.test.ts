import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run, temporary } from '../support/program.js';

const WWW = fileURLToPath(new URL('../..', import.meta.url));

let place: string;

before(() => {
  place = temporary();
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', place], {
    cwd: WWW,
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(packed);
  writeFileSync(join(place, 'package.json'), '{"name":"shop","private":true}');
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`];
  execFileSync('npm', install, { cwd: place });
});

test('the package has a program, and npm lets it be run', () => {
  const installed = join(place, 'node_modules/faqlet');
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const program = execFileSync(join(installed, bin.faqlet), ['--version'], { encoding: 'utf8' });
  const { version } = JSON.parse(readFileSync(join(WWW, 'package.json'), 'utf8'));
  assert.equal(program, `faqlet ${version}\n`);
});

test('a shop is started, checked, asked and built with npx alone', async () => {
  const shop = join(place, 'shop');
  mkdirSync(shop);
  const npx = (...args: string[]) => run(['npx', '--no', 'faqlet'], args, shop);
  const started = await npx('init', '--language', 'en,ar');
  assert.equal(started.code, 0, started.err);
  // What it says to do is typed as it stands there.
  const lines = [...started.out.matchAll(/^ {2}\d\. (npx faqlet .*)$/gm)].flatMap(
    ([, line]) => line ?? [],
  );
  assert.equal(lines.length, 3, started.out);
  for (const line of lines) {
    const ran = await run(['bash', '-c', line], [], shop);
    assert.equal(ran.code, 0, `${line}: ${ran.err}`);
    // npm may warn of its own settings.
    assert.doesNotMatch(ran.err.replace(/^npm warn .*$/gm, ''), /ExperimentalWarning|\(node:\d+\)/);
  }
  assert.match((await npx('try', 'faq-data', 'can I send it back?')).out, /^answer/);
  const { code, files } = await npx('check', 'gone');
  assert.equal(code, 2);
  assert.ok(files['public/faq/manifest.json']);
});
