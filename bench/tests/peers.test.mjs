import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { built } from '../lib/built.mjs';
import { useScratch } from '../lib/scratch.mjs';
import { peers } from '../peers/named.mjs';

useScratch();

const ENTRIES = [
  {
    id: 'returns',
    question: 'How do I return shoes?',
    alternates: ['send shoes back', 'my shoes do not fit'],
    answer: 'Within thirty days, with the label that came along.',
  },
  {
    id: 'delivery',
    question: 'Where is my parcel?',
    alternates: ['track delivery', 'parcel has not arrived'],
    answer: 'The courier shows it by the number in our message.',
  },
  {
    id: 'warranty',
    question: 'How long is the warranty?',
    alternates: ['guarantee period', 'warranty of a kettle'],
    answer: 'Two years from the day of purchase.',
  },
];

for (const [key, peer] of Object.entries(peers(built()))) {
  test(`${key} finds entries, also after it was saved and loaded`, async () => {
    const index = await peer.build(ENTRIES);
    const loaded = await peer.load(await peer.save(index));
    for (const at of [index, loaded]) {
      for (const { id, alternates } of ENTRIES) {
        for (const question of alternates) {
          const found = await peer.search(at, question, 2);
          assert.equal(found[0]?.id, id, question);
          assert.ok(found.length <= 2);
        }
      }
    }
  });
}

after(async () => {
  await peers(built()).pagefind?.close?.();
});
