import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { atEnd } from './support/at-end.js';
import { PACKAGE } from './support/paths.js';

const run = promisify(execFile);

test('every locale of the package is one of its entries', async () => {
  const { languages } = await import('../src/contact/index.js');
  for (const language of languages) {
    const entry = `faqlet/locales/${language}`;
    const locale = (await import(entry)) as Record<string, { spoken: string }>;
    assert.ok(locale[language]?.spoken, language);
  }
});

test('what is not whole is not packed, and the message says what to do', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'faqlet-pack-'));
  atEnd(() => rm(copy, { recursive: true, force: true }));
  for (const file of ['package.json', 'prepack.mjs', 'dist']) {
    await cp(join(PACKAGE, file), join(copy, file), { recursive: true });
  }
  const prepack = () => run(process.execPath, [join(copy, 'prepack.mjs')]);
  await prepack();

  await rm(join(copy, 'dist/node/index.d.ts'));
  await rm(join(copy, 'dist/LICENSE-MIT'));
  await assert.rejects(prepack(), ({ code, stderr }) => {
    assert.equal(code, 1);
    assert.match(stderr, /dist\/node\/index\.d\.ts, dist\/LICENSE-MIT missing\.\n.*xtask build/s);
    return true;
  });
  await rm(join(copy, 'dist'), { recursive: true });
  await assert.rejects(prepack(), ({ stderr }) =>
    /not built: \.\/dist\/index\.d\.ts,/.test(stderr),
  );
});

test('a bundler keeps define alone, and drops all that is not used', async () => {
  const { build } = await import('esbuild');
  const folder = await mkdtemp(join(tmpdir(), 'faqlet-shake-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const bundled = async (source: string) => {
    await mkdir(folder, { recursive: true });
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: PACKAGE },
      bundle: true,
      write: false,
      format: 'esm',
      outdir: folder,
      splitting: true,
      external: ['react'],
      logLevel: 'silent',
    });
    return outputFiles.find(({ path }) => /stdin\.js$/.test(path))?.text ?? '';
  };
  assert.match(await bundled("import 'faqlet/define';"), /customElements\.define/);
  for (const name of [
    'faqlet',
    'faqlet/element',
    'faqlet/contact',
    'faqlet/outbox',
    'faqlet/react',
  ]) {
    assert.equal((await bundled(`import '${name}';`)).trim(), '', name);
  }
});

test('the manifest that npm shows leads to what is there', async () => {
  const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  await readFile(join(PACKAGE, manifest.customElements));
  for (const effect of manifest.sideEffects as string[]) {
    if (effect.startsWith('./dist/')) await readFile(join(PACKAGE, effect));
  }
  assert.equal(manifest.publishConfig.provenance, true);
  assert.match(manifest.repository.url, /^git\+https:/);
});
