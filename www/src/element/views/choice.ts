import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Hit, Outcome } from '../../outcome.js';
import type { AnswerPath } from '../events.js';
import type { Guide } from '../guide.js';
import type { ViewHost } from '../view.js';
import { icons } from './icons.js';
import { marked } from './marked.js';

/** Entries shown beside an answer, and where none of them is thought to be one. */
const OTHERS = 3;

/** Questions to choose from: asked back, beside an answer, nearest to a question without one. */
export class Choice {
  readonly #host: ViewHost;
  readonly #guide: Guide;

  constructor(host: ViewHost, guide: Guide) {
    this.#host = host;
    this.#guide = guide;
  }

  /** The question asked back, or why there is no answer and what comes nearest. */
  render(outcome: Outcome): TemplateResult | typeof nothing {
    const { help, reasons } = this.#host.strings;
    if (outcome.kind === 'choose') {
      return html`<section part="choice" aria-labelledby="result">
        <h3 id="result" tabindex="-1">${help.choose}</h3>
        ${this.list(outcome.entries, 'chosen')}
      </section>`;
    }
    if (outcome.kind !== 'contact') return nothing;
    return html`<section part="reason" aria-labelledby="result">
      <h3 id="result" tabindex="-1">${reasons[outcome.reason]}</h3>
    </section>`;
  }

  /** Entries that come nearest; below the ways to reach the shop, which nothing comes before. */
  nearest(outcome: Outcome | undefined): TemplateResult | typeof nothing {
    if (outcome?.kind !== 'contact') return nothing;
    return this.others(this.#host.strings.help.nearest, outcome.related);
  }

  /** A titled list of entries; nothing, where there are none. */
  others(title: string, hits: readonly Hit[]): TemplateResult | typeof nothing {
    if (!hits.length) return nothing;
    return html`<section part="related" aria-labelledby="related">
      <h4 id="related">${title}</h4>
      ${this.list(hits.slice(0, OTHERS), 'related')}
    </section>`;
  }

  /** Entries as buttons. */
  list(hits: readonly Hit[], how: AnswerPath): TemplateResult {
    return html`<ul class="list entries" role="list" lang=${this.#host.session.language}>
      ${hits.map((hit) => this.#item(hit, how))}
    </ul>`;
  }

  #item(hit: Hit, how: AnswerPath): TemplateResult {
    const product = this.#guide.foreignProduct(hit);
    const question = how === 'chosen' ? marked(hit) : html`<span dir="auto">${hit.question}</span>`;
    return html`<li>
      <button type="button" data-entry=${hit.id} @click=${() => this.#guide.answer(hit, how)}>
        <span>${question} ${product ? html`<span class="soft">${product}</span>` : nothing}</span>
        ${icons.next}
      </button>
    </li>`;
  }
}
