import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fill, languages, loadStrings, plural } from '../../src/contact/index.js';
import { en } from '../../src/locales/en.js';

type Tree = { readonly [key: string]: string | Tree };

const isForms = (value: string | Tree): value is Tree =>
  typeof value !== 'string' && typeof value.other === 'string';

/** Every text by its path; plural forms are one text each. */
function leaves(tree: Tree, path = ''): [string, string | Tree][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' || isForms(value)
      ? [[`${path}${key}`, value] as [string, string | Tree]]
      : leaves(value, `${path}${key}.`),
  );
}

const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

describe('the words of the interface', () => {
  for (const language of languages) {
    test(`nothing is missing or left over: ${language}`, async () => {
      const { locale, ...texts } = await loadStrings(language);
      assert.equal(locale, language);
      const own = new Map(leaves(texts as unknown as Tree));
      const english = new Map(leaves(en as unknown as Tree));
      assert.deepEqual([...own.keys()], [...english.keys()]);
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const [path, value] of own) {
        const original = english.get(path) ?? '';
        if (typeof value === 'string') {
          assert.ok(value.trim(), path);
          assert.deepEqual(names(value), names(original as string), path);
          if (language !== 'en') assert.notEqual(value, original, path);
          continue;
        }
        assert.deepEqual(Object.keys(value).sort(), [...pluralCategories].sort(), path);
        for (const form of Object.values(value)) {
          for (const name of names(form as string)) assert.equal(name, '{n}', path);
        }
      }
    });
  }

  test('a region, or a language that is not there, gets the nearest or English', async () => {
    assert.equal((await loadStrings('ar-EG-u-nu-latn')).form.send, 'إرسال');
    assert.equal((await loadStrings('de')).form.send, 'Send');
    const own = { form: { send: 'Absenden' }, press: 'Dann {keys} drücken' };
    const german = await loadStrings('de', own);
    assert.deepEqual(
      [german.form.send, german.form.missingReply, german.press, german.locale],
      ['Absenden', 'Tell us where we can reply.', 'Dann {keys} drücken', 'de'],
    );
  });

  test('numbers take the form that goes with them', async () => {
    const said = async (locale: string, numbers: number[]) => {
      const { outbox } = await loadStrings(locale);
      return numbers.map((n) => plural(outbox.pending, n, locale));
    };
    assert.deepEqual(await said('ru', [1, 2, 5, 21]), [
      '1 сообщение ждёт отправки',
      '2 сообщения ждут отправки',
      '5 сообщений ждут отправки',
      '21 сообщение ждёт отправки',
    ]);
    assert.deepEqual(await said('ar-u-nu-latn', [1, 2, 3, 11]), [
      'رسالة واحدة في الانتظار',
      'رسالتان في الانتظار',
      '3 رسائل في الانتظار',
      '11 رسالة في الانتظار',
    ]);
    assert.deepEqual(await said('en', [1, 1000]), [
      '1 message is waiting',
      '1,000 messages are waiting',
    ]);
  });

  test('what is not given stays, and what is given is not looked through again', () => {
    assert.equal(fill('{a} {b} {constructor}', { a: '{b}' }), '{b} {b} {constructor}');
  });
});
