import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { needsSockets } from '../src/cli/dev.js';
import { atEnd } from './support/at-end.js';
import { CONTENT, DIST } from './support/paths.js';
import { program } from './support/preview.js';

const LAUNCHER = fileURLToPath(new URL('../src/cli/dev.ts', import.meta.url));

let native: string;

before(async () => {
  native = await program();
});

/** Runs the launcher around the native program, as `npx faqlet dev` runs it around the other. */
function launch(...args: string[]): { child: ChildProcess; ended: Promise<number | null> } {
  const code = `import { dev } from ${JSON.stringify(LAUNCHER)};
    const [program, ...args] = process.argv.slice(1);
    process.exitCode = await dev(args, [program]);`;
  const node = ['--import', 'tsx', '--input-type=module', '--eval', code, '--', native, 'dev'];
  const all = [...node, ...args, '--package', join(DIST, 'browser')];
  const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  atEnd(() => child.kill());
  return { child, ended };
}

async function address(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) return line;
  return assert.fail('it ended before it served anything');
}

function status(url: string, host: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const asked = request(new URL('/api/content', url), { headers: { Host: host } }, (response) => {
      response.resume();
      done(response.statusCode);
    });
    asked.on('error', fail);
    asked.end();
  });
}

test('the launcher serves what the program answers, to this machine, until Ctrl-C', async () => {
  const { child, ended } = launch(CONTENT, '--port', '0');
  const url = await address(child);
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const state = await (await fetch(new URL('/api/state', url))).json();
  assert.equal(state.errors, 0);
  const page = await fetch(url);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const name = 'engine/faqlet_bg.wasm';
  const engine = await fetch(new URL(`/faqlet/${name}`, url));
  assert.equal(engine.headers.get('content-type'), 'application/wasm');
  const bytes = Buffer.from(await engine.arrayBuffer());
  assert.ok(bytes.equals(await readFile(join(DIST, 'browser', name))));
  // Many at once, each gets its own.
  const paths = ['/', '/dev.js', '/dev.css', '/preview', '/preview.js', '/explained.js'];
  const texts = await Promise.all(
    paths.map(async (path) => (await fetch(new URL(path, url))).text()),
  );
  assert.equal(new Set(texts).size, paths.length);
  assert.equal(await status(url, 'evil.example'), 403);
  assert.equal(await status(url, new URL(url).host), 200);
  child.kill('SIGINT');
  assert.equal(await ended, 0);
});

test('what cannot be done ends it with the program’s own words', async () => {
  const missing = launch(join(CONTENT, 'nowhere'), '--port=0');
  const said = read(missing.child);
  assert.equal(await missing.ended, 2);
  assert.match(await said, /cannot read/);

  const taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  atEnd(() => taken.close());
  const address = taken.address();
  assert.ok(address && typeof address === 'object');
  const busy = launch(CONTENT, '--port', String(address.port));
  const why = read(busy.child);
  assert.equal(await busy.ended, 2);
  assert.match(await why, /name another with --port/);

  const wrong = launch(CONTENT, '--port', 'many');
  const help = read(wrong.child);
  assert.equal(await wrong.ended, 2);
  assert.match(await help, /invalid value 'many'/);
});

async function read(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stderr ?? []) text += chunk;
  return text;
}

test('only the preview needs sockets', () => {
  assert.ok(needsSockets(['dev', 'faq']));
  for (const args of [['dev', '--help'], ['dev', 'faq', '--stdio'], ['check', 'dev'], []]) {
    assert.equal(needsSockets(args), false);
  }
});
