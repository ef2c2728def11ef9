import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Visit } from '../../src/contact/index.js';
import type { FeedbackDetail } from '../../src/element/events.js';
import type { ViewHost } from '../../src/element/view.js';
import { Feedback } from '../../src/element/views/feedback.js';

/** As much of the element as rating an answer takes. */
function host() {
  const told: FeedbackDetail[] = [];
  const items = new Map<string, string>();
  const visit = new Visit({
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => items.set(name, value),
  });
  const part = {
    session: { question: 'is it loud', visit },
    emit: (_: string, detail: FeedbackDetail) => told.push(detail),
    requestUpdate() {},
  };
  return { told, visit, feedback: new Feedback(part as unknown as ViewHost, { reach() {} }) };
}

const question = 'is it loud';

test('an answer is rated once, whatever is pressed afterwards', () => {
  const { told, visit, feedback } = host();
  for (const helpful of [false, true, false, false]) feedback.rate({ id: 'noise' }, helpful);
  assert.deepEqual(told, [{ id: 'noise', question, helpful: false }]);
  assert.equal(visit.contactFirst, false);
  feedback.rate({ id: 'size' }, false);
  assert.equal(visit.contactFirst, true);
});

test('words go out once, after a rating, by the name that goes with it', () => {
  const { told, feedback } = host();
  assert.equal(feedback.write({ id: 'noise' }, 'before any rating'), false);
  feedback.rate({ id: 'noise' }, true);
  feedback.rate({ id: 'size' }, false);
  told.length = 0;
  assert.equal(feedback.write({ id: 'noise' }, ' \n '), false);
  assert.equal(feedback.write({ id: 'noise' }, ' quiet, in fact '), true);
  assert.equal(feedback.write({ id: 'noise' }, 'again'), false);
  assert.equal(feedback.write({ id: 'size' }, 'in inches'), true);
  assert.deepEqual(told, [
    { id: 'noise', question, helpful: true, comment: 'quiet, in fact' },
    { id: 'size', question, helpful: false, missing: 'in inches' },
  ]);
});
