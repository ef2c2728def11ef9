import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaqletError } from '../src/errors.js';
import { directionOf, negotiate } from '../src/language.js';

const OFFERED = ['en', 'ru', 'hu', 'ar', 'pt-BR', 'zh-Hant'];

test('a tag finds itself, and what it is a special case of', () => {
  const cases: [string | undefined, string][] = [
    ['hu', 'hu'],
    ['hu-HU', 'hu'],
    ['HU-hu', 'hu'],
    ['ar-AE-u-nu-latn', 'ar'],
    ['ru-Cyrl-KZ', 'ru'],
    ['pt-BR', 'pt-BR'],
    ['pt-br', 'pt-BR'],
    ['zh-Hant-TW', 'zh-Hant'],
    // Not the other way round: Brazil's Portuguese is no answer to a wish for any Portuguese.
    ['pt', 'en'],
    ['pt-PT', 'en'],
    // The longer code of the same language.
    ['hun', 'hu'],
    // Aramaic: its code begins with that of Arabic, and is another.
    ['arc', 'en'],
    ['de-AT', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ];
  for (const [wanted, found] of cases) {
    assert.equal(negotiate(wanted, OFFERED, 'en'), found, String(wanted));
  }
});

test('what is not a tag is an error that says what one looks like', () => {
  for (const wanted of ['english please', 'h', '-', 'en_US', '🇭🇺']) {
    assert.throws(
      () => negotiate(wanted, OFFERED, 'en'),
      (error) => {
        assert.ok(error instanceof FaqletError);
        assert.equal(error.code, 'language-unknown');
        assert.match(error.message, /BCP 47/);
        return true;
      },
    );
  }
});

test('the script decides the direction, not the language alone', () => {
  for (const tag of ['ar', 'ar-AE', 'he', 'fa', 'ur', 'ckb', 'dv', 'yi', 'pa-Arab', 'az-Arab']) {
    assert.equal(directionOf(tag), 'rtl', tag);
  }
  for (const tag of ['en', 'hu', 'ru', 'pa', 'az', 'ar-Latn', 'ku', 'xx']) {
    assert.equal(directionOf(tag), 'ltr', tag);
  }
});
