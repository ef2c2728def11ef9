/** What `faqlet check --format sarif` prints is valid by the format's own schema. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Ajv from 'ajv';
import { faqlet } from './support/faqlet.js';
import { CONTENT } from './support/paths.js';

const require = createRequire(import.meta.url);
const json = async (name: string) => JSON.parse(await readFile(require.resolve(name), 'utf8'));

const folder = await mkdtemp(join(tmpdir(), 'faqlet-'));
after(() => rm(folder, { recursive: true, force: true }));

/** A validator for SARIF 2.1.0, whose schema is in JSON Schema's draft 4. */
async function validator() {
  const ajv = new Ajv({
    schemaId: 'id',
    // The one that it brings is of another draft.
    meta: false,
    allErrors: true,
    unknownFormats: ['uri', 'uri-reference'],
  });
  ajv.addMetaSchema(await json('ajv/lib/refs/json-schema-draft-04.json'));
  return ajv.compile(await json('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
}

test('findings of every severity and place make a valid log', async () => {
  await writeFile(
    join(folder, 'a b%.md'),
    '---\nquestion: Q?\nhandof: x\nreview: 2026-01-01\n---\n[here](https://shop.example/)\n',
  );
  await writeFile(join(folder, 'unknown.bin'), '');
  const log = JSON.parse(await faqlet('check', folder, '--format', 'sarif'));
  const validate = await validator();
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
  assert.ok(log.runs[0].results.length >= 4);
  log.runs[0].results[0].level = 'hint';
  assert.ok(!validate(log), 'the schema sees what is wrong');
});

test('no finding makes a valid log too', async () => {
  const log = JSON.parse(
    await faqlet('check', CONTENT, '--format', 'sarif', '--today', '2027-01-15'),
  );
  const validate = await validator();
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
});
