import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { fill } from '../../contact/strings.js';
import type { ViewHost } from '../view.js';
import { focusPart, isolated } from './parts.js';

/** Longest question, in UTF-16 code units. */
const LONGEST = 2_000;

/** A question to other customers about the product of the page, which the shop looks at first. */
export class Community {
  readonly #host: ViewHost;
  #words = '';
  /** Whether the words are the shopper's own; before that they are what was asked. */
  #own = false;
  #open = false;
  #fault: 'missing' | 'unsent' | undefined;
  #taken = false;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  /** Opens the form. @returns whether there is one: the shop wants it, and there is a product. */
  open(): boolean {
    if (!this.#wanted) return false;
    this.#taken = false;
    this.#open = true;
    this.#host.requestUpdate();
    focusPart(this.#host, 'community-words');
    return true;
  }

  render(): TemplateResult | typeof nothing {
    const { session, strings } = this.#host;
    if (!this.#wanted || !session.product) return nothing;
    const { community: texts, contact } = strings;
    const { name } = session.product;
    const fault = this.#fault && { missing: texts.missing, unsent: contact.unsent }[this.#fault];
    return html`<section part="community" class="community" aria-labelledby="community-title">
      <details .open=${live(this.#open)} @toggle=${this.#toggled}>
        <summary id="community-title">${texts.title}</summary>
        <form novalidate @submit=${this.#submitted}>
          <label for="community-words">${isolated(fill(texts.words, { product: name }), name)}</label>
          <textarea
            id="community-words"
            part="community-words"
            rows="3"
            dir="auto"
            maxlength=${LONGEST}
            .value=${live(this.#own ? this.#words : session.question)}
            aria-invalid=${this.#fault === 'missing' || nothing}
            aria-describedby=${this.#fault ? 'community-error community-hint' : 'community-hint'}
            @input=${this.#typed}
          ></textarea>
          <p class="soft" id="community-hint">${texts.hint}</p>
          <p class="error" id="community-error" role="alert">${fault ?? ''}</p>
          <button part="community-send" class="primary">${texts.send}</button>
        </form>
      </details>
      ${
        this.#taken
          ? html`<p part="community-taken" class="said" tabindex="-1">${texts.taken}</p>`
          : nothing
      }
    </section>`;
  }

  get #wanted(): boolean {
    return Boolean(this.#host.community && this.#host.session.product);
  }

  #typed = ({ target }: Event): void => {
    this.#own = true;
    this.#words = (target as HTMLTextAreaElement).value;
    this.#fault = undefined;
    this.#host.requestUpdate();
  };

  #toggled = ({ target }: Event): void => {
    const { open } = target as HTMLDetailsElement;
    if (open === this.#open) return;
    this.#open = open;
    if (open) this.#taken = false;
    this.#host.requestUpdate();
  };

  #submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send();
  };

  async #send(): Promise<void> {
    const host = this.#host;
    const { community: url, session } = host;
    const message = (this.#own ? this.#words : session.question).trim();
    if (!url || !session.product) return;
    this.#fault = message ? undefined : 'missing';
    host.requestUpdate();
    if (!message) {
      focusPart(host, 'community-words');
      return;
    }
    const { outbox, product, language } = session;
    try {
      await (await outbox).send(url, { message, product: product.id, language });
    } catch {
      this.#fault = 'unsent';
      host.requestUpdate();
      return;
    }
    this.#own = true;
    this.#words = '';
    this.#open = false;
    this.#taken = true;
    host.requestUpdate();
    focusPart(host, 'community-taken');
  }
}
