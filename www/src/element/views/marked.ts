import { html, type TemplateResult } from 'lit/html.js';
import type { Hit } from '../../outcome.js';

/** An entry's question with a `mark` around each part that matches what was asked. */
export function marked({ question, marks }: Hit): TemplateResult {
  let last = 0;
  const parts = marks.map(([start, end]) => {
    const before = question.slice(last, start);
    last = end;
    return html`${before}<mark>${question.slice(start, end)}</mark>`;
  });
  return html`<span dir="auto">${parts}${question.slice(last)}</span>`;
}
