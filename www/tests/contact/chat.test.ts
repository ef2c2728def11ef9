import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChatRequest, connectChat, offerChat } from '../../src/contact/index.js';

const REQUEST: ChatRequest = {
  channel: { id: 'chat', type: 'chat', name: 'Live chat', url: 'https://shop.example/chat' },
  message: { text: 'Where is it?' },
  context: { product: { id: 'kt-200', name: 'Brisa kettle' } },
};

const settled = () => new Promise((done) => setTimeout(done));

test('nobody listens: the link is to be followed', () => {
  assert.equal(offerChat(new EventTarget(), REQUEST), false);
});

test('a provider gets what the shopper agreed to, once, and nobody after it', async () => {
  const target = new EventTarget();
  const seen: ChatRequest[] = [];
  const left: string[] = [];
  const leave = (href: string) => left.push(href);
  const end = connectChat(target, (request) => seen.push(request), leave);
  connectChat(target, (request) => seen.push(request), leave);
  assert.equal(offerChat(target, REQUEST), true);
  await settled();
  assert.deepEqual(seen, [REQUEST]);
  assert.deepEqual(left, []);
  end();
  offerChat(target, REQUEST);
  assert.equal(seen.length, 2);
});

test('a provider that cannot open its chat: the shopper gets to the channel all the same', async (t) => {
  t.mock.method(console, 'warn', () => {});
  const hooks = [
    () => false,
    async () => false,
    () => {
      throw new Error('blocked');
    },
    () => Promise.reject(new Error('not loaded')),
  ];
  for (const hook of hooks) {
    const target = new EventTarget();
    const left: string[] = [];
    connectChat(target, hook, (href) => left.push(href));
    assert.equal(offerChat(target, REQUEST), true);
    await settled();
    assert.deepEqual(left, ['https://shop.example/chat']);
  }
});
