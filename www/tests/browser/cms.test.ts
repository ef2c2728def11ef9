import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { atEnd } from '../support/at-end.js';
import { startBrowser } from '../support/browser.js';
import { PATIENCE } from '../support/engines/shopper.js';
import { CONTENT, ROOT } from '../support/paths.js';
import { program } from '../support/preview.js';

const run = promisify(execFile);
const DOCS = join(ROOT, 'docs');
/** The CMS as it is installed; its `exports` name none of its files but the module. */
const CMS = join(ROOT, 'www/node_modules/@sveltia/cms');
const SCRIPT = join(CMS, 'dist/sveltia-cms.js');

interface Field {
  readonly name: string;
  readonly required?: boolean;
  readonly options?: readonly { readonly value: string }[];
}

const config = async () => parse(await readFile(join(DOCS, 'cms/config.yml'), 'utf8'));
const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

test('the configuration is as the CMS’s own schema has it', async () => {
  const schema = await json(join(CMS, 'schema/sveltia-cms.json'));
  const valid = new Ajv({ unknownFormats: 'ignore', allErrors: true }).compile(schema);
  assert.ok(valid(await config()), JSON.stringify(valid.errors, null, 1));
  assert.equal(valid({ ...(await config()), colections: [] }), false, 'a slip is found');
});

test('its fields are those of an entry', async () => {
  const { properties, required } = await json(join(DOCS, 'entry.schema.json'));
  const [{ fields }] = (await config()).collections as [{ fields: readonly Field[] }];
  // The file's name and folder say these; the answer is the body.
  const { id, lang, answer, ...expected } = properties;
  assert.ok(id && lang && answer);
  const names = fields.map(({ name }) => name).filter((name) => name !== 'body');
  assert.deepEqual(names.sort(), Object.keys(expected).sort());
  for (const { name, options } of fields) {
    if (options)
      assert.deepEqual(
        options.map(({ value }) => value),
        expected[name].enum,
        name,
      );
  }
  const needed = fields.filter((field) => field.required !== false).map(({ name }) => name);
  assert.deepEqual(needed, [...required, 'body']);
});

test('the page names the version that is tested, and its hash', async () => {
  const page = await readFile(join(DOCS, 'cms/index.html'), 'utf8');
  const { version } = await json(join(CMS, 'package.json'));
  const hash = createHash('sha384')
    .update(await readFile(SCRIPT))
    .digest('base64');
  assert.ok(page.includes(`@sveltia/cms@${version}/dist/sveltia-cms.js`), version);
  assert.ok(page.includes(`integrity="sha384-${hash}"`), hash);
});

/** All files below a folder: paths with `/`, and texts. */
async function texts(folder: string): Promise<[string, string][]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const inside = relative(folder, path).split(sep).join('/');
      return [inside, await readFile(path, 'utf8')] as [string, string];
    }),
  );
}

test('an entry is opened, changed and saved, and the content is as good as before', async () => {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/config.yml' ? 'config.yml' : 'index.html';
    response.setHeader('Content-Type', name.endsWith('.yml') ? 'text/yaml' : 'text/html');
    response.end(await readFile(join(DOCS, 'cms', name)));
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;

  const browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
  context.setDefaultTimeout(PATIENCE);
  const script = await readFile(SCRIPT);
  await context.route('**/*', (route) => {
    const asked = route.request().url();
    if (asked.startsWith(url)) return route.continue();
    if (!asked.endsWith('/dist/sveltia-cms.js')) return route.abort();
    // In place of the network: the package that is installed.
    const headers = { 'Access-Control-Allow-Origin': '*' };
    return route.fulfill({ body: script, contentType: 'text/javascript', headers });
  });
  const page = await context.newPage();
  // A folder of the browser's own, where a person would choose one of the disk.
  await page.addInitScript('showDirectoryPicker = () => navigator.storage.getDirectory()');
  await page.goto(`${url}config.yml`);
  const before = (await texts(CONTENT)).map(([path, text]) => [`faq-data/${path}`, text] as const);
  await page.evaluate(async (files) => {
    const root = await navigator.storage.getDirectory();
    // By it the CMS knows a repository.
    await root.getDirectoryHandle('.git', { create: true });
    for (const [path, text] of files) {
      const folders = path.split('/');
      const name = folders.pop() as string;
      let folder = root;
      for (const each of folders) folder = await folder.getDirectoryHandle(each, { create: true });
      const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writer.write(text);
      await writer.close();
    }
  }, before);

  await page.goto(url);
  await page.getByRole('button', { name: /local repository/i }).click();
  await page.getByText('Questions and answers').first().waitFor();
  await page.goto(`${url}#/collections/faq/entries/orders/order-status`);
  const question = page.getByRole('textbox', { name: 'Question' }).first();
  await question.fill('Where has my parcel gone?');
  await page.getByRole('button', { name: 'Save' }).first().click();
  const saved = (): Promise<[string, string][]> =>
    page.evaluate(async () => {
      const files: [string, string][] = [];
      const open = [{ folder: await navigator.storage.getDirectory(), path: '' }];
      for (let next = open.pop(); next; next = open.pop()) {
        for await (const [name, handle] of next.folder.entries()) {
          const path = `${next.path}${name}`;
          if (handle instanceof FileSystemFileHandle) {
            files.push([path, await (await handle.getFile()).text()]);
          } else if (handle instanceof FileSystemDirectoryHandle && name !== '.git') {
            open.push({ folder: handle, path: `${path}/` });
          }
        }
      }
      return files;
    });
  const changed = 'faq-data/en/orders/order-status.md';
  let after = new Map<string, string>();
  const end = Date.now() + PATIENCE;
  while (!after.get(changed)?.includes('Where has my parcel gone?')) {
    assert.ok(Date.now() < end, 'it was not saved');
    await page.waitForTimeout(50);
    after = new Map(await saved());
  }

  const old = new Map<string, string>(before);
  assert.deepEqual([...after.keys()].sort(), [...old.keys()].sort());
  for (const [path, text] of after) {
    if (!path.endsWith('/orders/order-status.md')) {
      assert.equal(text, old.get(path), path);
      continue;
    }
    // What the editor did not touch says what it said, whatever form it has.
    const [fields, answer] = said(text);
    const [oldFields, oldAnswer] = said(old.get(path) ?? '');
    const { question: _, ...rest } = oldFields;
    const { question: now, ...others } = fields;
    assert.deepEqual(others, rest, path);
    assert.equal(answer, oldAnswer, path);
    assert.equal(now === oldFields.question, path !== changed, path);
  }
  const folder = await mkdtemp(join(tmpdir(), 'faqlet-cms-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  await cp(CONTENT, join(folder, 'faq-data'), { recursive: true });
  for (const [path, text] of after) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const checked = await run(await program(), ['check', join(folder, 'faq-data')]);
  assert.match(checked.stdout, /; 0 errors, 0 warnings/);
});

/** The fields of an entry, and its answer. */
function said(text: string): [Record<string, unknown>, string] {
  const [, front = '', answer = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  return [parse(front), answer.trim()];
}
