import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { loadStrings, openingOf, replyTime, spokenLanguages } from '../../src/contact/index.js';
import { Faqlet } from '../../src/index.js';
import { FolderServer } from '../support/folder-server.js';
import { WASM } from '../support/paths.js';
import { buildShop } from '../support/shop.js';

const shop = (zone: string) => `
name: Test
languages: [en]
timeZone: ${zone}
contact:
  holidays:
    2026-12-24: 09:00-12:00
    2026-12-25/2026-12-26: closed
  channels:
    phone:
      type: phone
      name: Phone
      url: tel:+3615550123
      hoursAvailable: [Mo-Fr 09:00-18:00]
    night:
      type: chat
      name: Chat
      url: https://shop.example/chat
      hoursAvailable: [Mo-Su 20:00-02:30]
    email:
      type: email
      name: E-mail
      url: mailto:care@shop.example
`;

const ENTRY = '---\nquestion: When are you open?\n---\nEvery day.\n';

const ZONES = [
  'Europe/Budapest',
  'Africa/Cairo',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
];

type Row = [
  channel: 'phone' | 'night' | 'email',
  now: string,
  /** The shopper's zone; empty: the shop's. */
  zone: string,
  locale: string,
  text: string,
  clocks?: string,
];

const TABLE: Record<string, Row[]> = {
  'Europe/Budapest': [
    ['email', '2026-11-18T09:00Z', '', 'en-GB', 'Any time'],
    ['phone', '2026-11-18T09:00Z', '', 'en-GB', 'Open until 18:00'],
    ['phone', '2026-11-18T16:35Z', '', 'en-GB', 'Open, closes in 25 minutes'],
    ['phone', '2026-11-18T16:35:30Z', '', 'en-GB', 'Open, closes in 25 minutes'],
    ['phone', '2026-11-18T16:59:59Z', '', 'en-GB', 'Open, closes in 1 minute'],
    ['phone', '2026-11-18T17:00Z', '', 'en-GB', 'Closed, opens tomorrow at 09:00'],
    ['phone', '2026-11-18T05:00Z', '', 'en-GB', 'Closed, opens today at 09:00'],
    ['phone', '2026-11-18T07:15Z', '', 'en-GB', 'Closed, opens in 45 minutes'],
    ['phone', '2026-11-20T17:00Z', '', 'en-GB', 'Closed, opens on Monday at 09:00'],
    ['phone', '2026-11-22T12:00Z', '', 'en-GB', 'Closed, opens tomorrow at 09:00'],
    ['phone', '2026-11-20T17:00Z', '', 'ru', 'Закрыто, откроется в понедельник в 09:00'],
    ['phone', '2026-11-20T17:00Z', '', 'hu', 'Zárva, hétfőn 9:00-kor nyit'],
    ['phone', '2026-11-20T17:00Z', '', 'ar-u-nu-latn', 'مغلق، يفتح يوم الاثنين الساعة 9:00 ص'],
    ['phone', '2026-11-18T16:35Z', '', 'ru', 'Открыто, закроется через 25 минут'],
    ['phone', '2026-11-18T16:35Z', '', 'hu', 'Nyitva, 25 perc múlva zár'],
    ['phone', '2026-11-18T16:35Z', '', 'ar-u-nu-latn', 'مفتوح، يغلق خلال 25 دقيقة'],
    // Over midnight; the night of a holiday's eve belongs to the eve.
    ['night', '2026-11-18T20:00Z', '', 'en-GB', 'Open until 02:30'],
    ['night', '2026-11-19T01:30Z', '', 'en-GB', 'Closed, opens today at 20:00'],
    // Holidays: shorter, then closed over a weekend.
    ['phone', '2026-12-24T08:30Z', '', 'en-GB', 'Open until 12:00'],
    ['phone', '2026-12-24T12:00Z', '', 'en-GB', 'Closed, opens on Monday at 09:00'],
    // A shopper elsewhere reads their own clock, and what the shop's shows.
    [
      'phone',
      '2026-11-18T17:00Z',
      'America/New_York',
      'en-US',
      'Closed, opens tomorrow at 3:00 AM',
      'your time; 9:00 AM at the shop',
    ],
    [
      'phone',
      '2026-11-20T17:00Z',
      'Pacific/Auckland',
      'en-GB',
      'Closed, opens on Monday at 21:00',
      'your time; 09:00 at the shop',
    ],
    [
      'night',
      '2026-11-18T20:00Z',
      'Asia/Kolkata',
      'en-GB',
      'Open until 07:00',
      'your time; 02:30 at the shop',
    ],
    [
      'night',
      '2026-11-19T14:00Z',
      'Pacific/Auckland',
      'en-GB',
      'Closed, opens today at 08:00',
      'your time; Thursday 20:00 at the shop',
    ],
    // The same time by another name: nothing to say.
    ['phone', '2026-11-18T17:00Z', 'Europe/Vienna', 'en-GB', 'Closed, opens tomorrow at 09:00'],
    // Back: 02:30 twice, so the night is an hour longer.
    ['night', '2026-10-24T23:50Z', '', 'en-GB', 'Open, closes in 40 minutes'],
    ['night', '2026-10-25T00:45Z', '', 'en-GB', 'Closed, opens today at 20:00'],
    ['phone', '2026-10-23T16:00Z', '', 'en-GB', 'Closed, opens on Monday at 09:00'],
    // Forward: 02:30 never, so the night ends when it would be 02:00.
    ['night', '2027-03-28T00:40Z', '', 'en-GB', 'Open, closes in 20 minutes'],
    ['night', '2027-03-28T01:00Z', '', 'en-GB', 'Closed, opens today at 20:00'],
    // An hour apart before both have moved their clocks, as the shop's moves first.
    [
      'phone',
      '2027-03-28T12:00Z',
      'America/New_York',
      'en-GB',
      'Closed, opens tomorrow at 03:00',
      'your time; 09:00 at the shop',
    ],
    [
      'phone',
      '2026-10-26T05:00Z',
      'America/New_York',
      'en-GB',
      'Closed, opens today at 04:00',
      'your time; 09:00 at the shop',
    ],
  ],
  'Africa/Cairo': [
    // Back at midnight on Friday: 23:00 to 24:00 twice.
    ['night', '2026-10-29T20:30Z', '', 'en-GB', 'Open until 02:30'],
    ['night', '2026-10-30T00:00Z', '', 'en-GB', 'Open, closes in 30 minutes'],
    // Forward at midnight: there is no 00:00, and the night is an hour shorter.
    ['night', '2026-04-23T21:30Z', '', 'en-GB', 'Open until 02:30'],
    ['night', '2026-04-23T22:45Z', '', 'en-GB', 'Open, closes in 45 minutes'],
  ],
  'America/New_York': [
    ['night', '2026-11-01T05:45Z', '', 'en-US', 'Open until 2:30 AM'],
    ['night', '2026-11-01T07:00Z', '', 'en-US', 'Open, closes in 30 minutes'],
    ['night', '2027-03-14T06:45Z', '', 'en-US', 'Open, closes in 15 minutes'],
    ['phone', '2027-03-13T22:00Z', '', 'en-US', 'Closed, opens on Monday at 9:00 AM'],
  ],
  'Asia/Kolkata': [
    ['night', '2026-10-25T20:30Z', '', 'en-GB', 'Open, closes in 30 minutes'],
    [
      'phone',
      '2026-11-18T12:30Z',
      'Europe/Budapest',
      'hu',
      'Zárva, holnap 4:30-kor nyit',
      'az Ön órája szerint; az üzletben 9:00',
    ],
  ],
  'Australia/Lord_Howe': [
    // Back by half an hour at 02:00, so 01:30 to 02:00 twice.
    ['night', '2026-04-04T14:40Z', '', 'en-GB', 'Open until 02:30'],
    ['night', '2026-04-04T15:10Z', '', 'en-GB', 'Open, closes in 50 minutes'],
    // Forward by half an hour at 02:00: 02:30 comes at once.
    ['night', '2026-10-03T15:00Z', '', 'en-GB', 'Open, closes in 30 minutes'],
    ['night', '2026-10-03T15:30Z', '', 'en-GB', 'Closed, opens today at 20:00'],
  ],
};

describe('open or closed, said by the clock of whoever reads it', () => {
  const shops = new Map<string, Faqlet>();

  before(async () => {
    const engine = await readFile(WASM);
    for (const zone of ZONES) {
      const folder = await buildShop({ 'shop.yaml': shop(zone), 'en/open.md': ENTRY });
      const { base } = await FolderServer.start(folder);
      shops.set(zone, await Faqlet.load({ base, engine }));
    }
  });
  after(() => {
    for (const faq of shops.values()) faq.close();
  });

  for (const [shopZone, rows] of Object.entries(TABLE)) {
    for (const [channel, at, zone, locale, text, clocks] of rows) {
      test(`${shopZone} ${channel} ${at} ${zone} ${locale}`, async () => {
        const faq = shops.get(shopZone);
        assert.equal(faq?.timeZone, shopZone);
        const now = new Date(at);
        const option = faq.ask('', { now }).contact.find(({ id }) => id === channel);
        assert.ok(option);
        const strings = await loadStrings(locale);
        const options = { now, shopZone: faq.timeZone, zone: zone || shopZone };
        const opening = openingOf(option, strings, options);
        // Browsers' data has narrow no-break spaces here and there.
        assert.equal(opening.text.replace(/\s/g, ' '), text);
        assert.equal(opening.zone?.replace(/\s/g, ' '), clocks);
        const state = option.open ? (channel === 'email' ? 'always' : 'open') : 'closed';
        assert.equal(opening.state, state);
      });
    }
  }
});

test('far away, or not known', async () => {
  const strings = await loadStrings('en-GB');
  const hoursAvailable: [number, number][] = [[540, 1080]];
  const now = new Date('2026-12-01T10:00Z');
  const said = (option: Parameters<typeof openingOf>[0], locale = strings) =>
    openingOf(option, locale, { now, zone: 'UTC' }).text;
  const january = new Date('2027-01-07T09:00Z');
  assert.equal(
    said({ open: false, hoursAvailable, changesAt: january }),
    'Closed, opens on 7 January at 09:00',
  );
  assert.equal(
    said({ open: false, hoursAvailable, changesAt: january }, await loadStrings('hu')),
    'Zárva, legközelebb nyitva: január 7. 9:00',
  );
  assert.equal(said({ open: true, hoursAvailable, changesAt: january }), 'Open now');
  assert.equal(said({ open: true, hoursAvailable }), 'Open now');
  assert.equal(said({ open: false, hoursAvailable }), 'Closed now');
  // What has just changed, while the page still shows what was before.
  assert.equal(said({ open: true, hoursAvailable, changesAt: now }), 'Open, closes in 1 minute');
});

test('how soon a person replies, with the numbers of each language', async () => {
  const rows: [locale: string, minutes: number, text: string][] = [
    ['en', 1, 'Usually replies within 1 minute'],
    ['en', 2, 'Usually replies within 2 minutes'],
    ['en', 90, 'Usually replies within 2 hours'],
    ['en', 1440, 'Usually replies within 1 working day'],
    ['ru', 2, 'Обычно отвечаем за 2 минуты'],
    ['ru', 300, 'Обычно отвечаем за 5 часов'],
    ['ru', 1440, 'Обычно отвечаем за 1 рабочий день'],
    ['hu', 2880, 'Általában 2 munkanapon belül válaszolunk'],
    ['ar-u-nu-latn', 2, 'نرد عادةً خلال دقيقتين'],
    ['ar-u-nu-latn', 5, 'نرد عادةً خلال 5 دقائق'],
    ['ar-u-nu-latn', 1440, 'نرد عادةً خلال يوم عمل واحد'],
  ];
  for (const [locale, replyMinutes, text] of rows) {
    assert.equal(replyTime({ replyMinutes }, await loadStrings(locale)), text);
  }
  assert.equal(replyTime({}, await loadStrings('en')), undefined);
});

test('the languages spoken are said where the page is in none of them', async () => {
  const strings = await loadStrings('ru');
  const availableLanguage = ['hu', 'en-GB'];
  assert.equal(
    spokenLanguages({ availableLanguage }, 'ru', strings),
    'Говорим на языках: венгерский и британский английский',
  );
  assert.equal(spokenLanguages({ availableLanguage }, 'en', strings), undefined);
  assert.equal(spokenLanguages({ availableLanguage }, 'hu-HU', strings), undefined);
  assert.equal(spokenLanguages({}, 'ru', strings), undefined);
});
