import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { FaqletHelp } from '../../src/element/index.js';
import { DIST } from '../support/paths.js';

test('the package can be imported where there is no DOM, and the element defined again', async () => {
  assert.equal(typeof document, 'undefined');
  await import('../../src/element/define.js');
  // As of another copy of the package, which a page may have by two of its parts.
  await import(`${'../../src/element/define.js'}?another`);
  assert.equal(typeof FaqletHelp, 'function');
});

test('custom-elements.json describes the attributes, and nothing private', async () => {
  const { modules } = JSON.parse(await readFile(join(DIST, 'custom-elements.json'), 'utf8'));
  const [element] = modules.flatMap(
    ({ declarations }: { declarations: unknown[] }) => declarations,
  );
  assert.equal(element.tagName, 'faqlet-help');
  const names = (list: { name: string }[]) => list.map(({ name }) => name).sort();
  assert.deepEqual(names(element.attributes), [...FaqletHelp.observedAttributes].sort());
  for (const { name } of element.members) assert.doesNotMatch(name, /^[#_]/);
  for (const part of [element.cssParts, element.cssProperties, element.events, element.slots]) {
    for (const { name, description } of part) assert.ok(description, name);
  }
});
