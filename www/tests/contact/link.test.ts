import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { type ContactLink, contactLink } from '../../src/contact/index.js';
import type { ChannelType } from '../../src/index.js';
import { random } from '../support/random.js';

interface Row extends ContactLink {
  readonly language: string;
  readonly type: ChannelType;
  readonly url: string;
  readonly text: string;
  readonly subject: string;
  readonly menu?: Record<string, string>;
  readonly tags?: string[];
}

const rows = (await readFile(new URL('links.jsonl', import.meta.url), 'utf8'))
  .split('\n')
  .flatMap((line) => (line ? [JSON.parse(line) as Row] : []));

/** RFC 3986, by the book: every byte of UTF-8 that is not unreserved. */
function percent(text: string): string {
  return Array.from(Buffer.from(text), (byte) =>
    /[\w.~-]/.test(String.fromCharCode(byte)) && byte < 128
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}

describe('every kind of channel, in every language, with hard text', () => {
  test('the table names every kind and every language', () => {
    const kinds = [
      ...['chat', 'email', 'phone', 'callback', 'voice-menu', 'form', 'whatsapp', 'telegram'],
      ...['messenger', 'viber', 'instagram', 'x', 'vk', 'line', 'visit', 'store', 'community'],
    ];
    for (const language of ['en', 'ru', 'hu', 'ar']) {
      const there = new Set(
        rows.filter((row) => row.language === language).map(({ type }) => type),
      );
      assert.deepEqual([...there].sort(), [...kinds].sort(), language);
    }
  });

  for (const { language, text, subject, tags, href, carries, digits, ...channel } of rows) {
    test(`${language} ${channel.type} ${channel.url} ${tags ?? ''}`, () => {
      const link = contactLink(channel, { text, subject }, tags);
      assert.deepEqual(link, { href, carries, ...(digits !== undefined && { digits }) });
      // Nothing that a browser would change, or read as the end of the address.
      assert.match(href, /^[\w.~:/?#@!$&'()*+,;=%-]+$/);
    });
  }
});

/** Text of 2,000 characters as readers count them, of the hardest of each language. */
const LONG: Record<string, readonly string[]> = {
  en: ['👩‍👩‍👧‍👦', 'a', '&', '#', '%', '+', '\n', '"', "'", 'e\u0301', '🏳️‍🌈', 'b', ' ', 'c'],
  ru: ['ё', 'Ж', '👍🏽', ' ', 'й', '«', 'и\u0306', '🇷🇸', 'я', '\n', '№'],
  hu: ['ő', 'u\u030b', 'Á', '🇭🇺', ' ', '„', '👨🏻‍🔧', 'z', '\n', 'í'],
  ar: ['لا', 'سّ', '؟', 'ً', ' ', 'مّا', '🕌', '٪', 'ب', '\n', '☪️'],
};

const CARRYING: readonly [
  type: ChannelType,
  url: string,
  prefix: string,
  length: number,
  text: number,
][] = [
  ['email', 'mailto:a@b.example', 'mailto:a@b.example?subject=S&body=', 2000, Infinity],
  ['whatsapp', 'https://wa.me/361', 'https://wa.me/361?text=', 8000, Infinity],
  ['telegram', 'https://t.me/shop', 'https://t.me/shop?text=', 8000, 4096],
  ['messenger', 'https://m.me/shop', 'https://m.me/shop?text=', 8000, 2000],
  ['viber', 'viber://pa?chatURI=s', 'viber://pa?chatURI=s&text=', 2000, Infinity],
  [
    'x',
    'https://x.com/messages/compose?recipient_id=1',
    'https://x.com/messages/compose?recipient_id=1&text=',
    8000,
    Infinity,
  ],
  [
    'line',
    'https://line.me/R/oaMessage/%40s/',
    'https://line.me/R/oaMessage/%40s/?',
    8000,
    Infinity,
  ],
];

describe('2,000 characters are cut where the platform ends, between characters', () => {
  for (const [language, units] of Object.entries(LONG)) {
    for (const [type, url, prefix, longest, characters] of CARRYING) {
      test(`${language} ${type}`, () => {
        const parts = Array.from({ length: 2000 }, (_, index) => units[index % units.length] ?? '');
        const whole = parts.join('').trim();
        const { href, carries } = contactLink({ type, url }, { text: whole, subject: 'S' });
        const write = (text: string) =>
          prefix + percent(type === 'email' ? text.replaceAll('\n', '\r\n') : text);
        const fits = (text: string) => text.length <= characters && write(text).length <= longest;
        assert.ok(href.startsWith(prefix) && href.length <= longest);
        if (fits(whole)) {
          assert.deepEqual({ href, carries }, { href: write(whole), carries: 'all' });
          return;
        }
        assert.equal(carries, 'part');
        // The oracle: one after the other, as many as fit. Marks of their own join what is before
        // them, so what is one character is asked of Intl.
        const segments = Array.from(new Intl.Segmenter().segment(whole), ({ segment }) => segment);
        let count = 0;
        const beginning = (length: number) => `${segments.slice(0, length).join('').trimEnd()}…`;
        while (fits(beginning(count + 1))) count += 1;
        assert.equal(href, write(beginning(count)));
        assert.ok(count > 100, `${count}`);
      });
    }
  }
});

test('any text at all: it arrives as it was, or its beginning does, and nothing throws', () => {
  const next = random(11);
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T;
  const odd = [
    '\ud83d',
    '\udc69',
    '\u0000',
    '\r',
    '\r\n',
    '\u200d',
    '\u202e',
    '\ufeff',
    '%',
    '&amp;',
  ];
  const all = [...Object.values(LONG).flat(), ...odd];
  for (let count = 0; count < 500; count += 1) {
    const text = Array.from({ length: Math.floor(next() * 1500) }, () => pick(all)).join('');
    const [type, url, prefix] = pick(CARRYING);
    const { href, carries } = contactLink({ type, url }, { text, subject: 'S' });
    if (carries === 'none') {
      assert.equal(text.replaceAll('\u0000', '').trim(), '', JSON.stringify(text));
      continue;
    }
    const arrived = decodeURIComponent(href.slice(prefix.length)).replaceAll('\r\n', '\n');
    const sent = Buffer.from(text.replace(/\r\n?/g, '\n').replaceAll('\u0000', ''))
      .toString()
      .trim();
    if (carries === 'all') assert.equal(arrived, sent);
    else assert.ok(sent.startsWith(arrived.slice(0, -1)) && arrived.endsWith('…'));
    assert.ok(!/\p{Cs}/u.test(arrived));
  }
});

test('a message without words leaves the address as it is', () => {
  for (const [type, url] of CARRYING) {
    const { href, carries } = contactLink({ type, url }, { text: ' \n ' });
    assert.deepEqual({ href, carries }, { href: url, carries: 'all' });
  }
});

test('a subject is one line, and leaves room for the message', () => {
  const subject = `A\r\nBcc: everyone@example.com ${'ж'.repeat(500)}`;
  const { href } = contactLink(
    { type: 'email', url: 'mailto:a@b.example' },
    { text: 'Text', subject },
  );
  const { searchParams, search } = new URL(href);
  assert.equal(searchParams.get('body'), 'Text');
  assert.match(searchParams.get('subject') ?? '', /^A Bcc: everyone@example\.com ж+…$/);
  assert.ok(!search.toLowerCase().includes('%0d') && href.length < 600);
});
