import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { FaqletHelp } from '../src/react/index.js';

// What it does in a browser, with React 18 and 19, the projects show.
test('a server renders the element with what is inside, and needs no DOM', () => {
  assert.equal(typeof document, 'undefined');
  const html = renderToString(
    createElement(
      FaqletHelp,
      {
        src: '/faq/',
        product: 'kt-200',
        lang: 'hu',
        voice: true,
        className: 'help',
        facts: { tier: 'gold' },
        onAsk: () => {},
      },
      createElement('a', { href: 'tel:+3615550123' }, 'Call us'),
    ),
  );
  assert.equal(
    html,
    '<faqlet-help src="/faq/" mode="inline" product="kt-200" fragment="faq" voice="" class="help" lang="hu"><a href="tel:+3615550123">Call us</a></faqlet-help>',
  );
});

test('what is not given is not rendered', () => {
  assert.equal(
    renderToString(createElement(FaqletHelp, { src: '/faq/', voice: false })),
    '<faqlet-help src="/faq/" mode="inline" fragment="faq"></faqlet-help>',
  );
});
