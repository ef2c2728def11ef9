import type { ReactiveController } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { plural } from '../../contact/strings.js';
import type { OutboxMessage } from '../../outbox/message.js';
import type { Outbox } from '../../outbox/outbox.js';
import type { ViewHost } from '../view.js';
import { button, focusPart } from './parts.js';

/** What has become of the shopper's messages, of this page and of those before. */
export class OutboxList implements ReactiveController {
  readonly #host: ViewHost;
  #outbox: Outbox | undefined;
  #messages: readonly OutboxMessage[] = [];
  /** Whether the outbox was opened by whoever needed it; this list alone does not. */
  #wanted = false;
  /** Ends listening, also where the outbox has not been opened yet. */
  #end: (() => void) | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#wanted) this.#listen();
  }

  hostDisconnected(): void {
    this.#end?.();
    this.#end = undefined;
    this.#outbox = undefined;
  }

  render(): TemplateResult {
    if (!this.#wanted && this.#host.session.sending) {
      this.#wanted = true;
      this.#listen();
    }
    const { outbox: texts, locale } = this.#host.strings;
    const messages = this.#messages;
    const waiting = messages.filter(({ state }) => /^(waiting|sending)$/.test(state)).length;
    // What has not changed is not touched: it may have the focus, and is not to be read again.
    return html`<section
      part="outbox"
      class="outbox"
      aria-labelledby="outbox-title"
      ?hidden=${!messages.length}
    >
      <h4 id="outbox-title" part="outbox-title" tabindex="-1">
        ${waiting ? plural(texts.pending, waiting, locale) : texts.title}
      </h4>
      <ul class="list" role="list" aria-live="polite">
        ${repeat(
          messages,
          ({ key }) => key,
          (message) => this.#item(message),
        )}
      </ul>
    </section>`;
  }

  #item(message: OutboxMessage): TemplateResult {
    const { body, state } = message;
    const [first = ''] = String(body.message).split('\n');
    const actions = this.#actions(message);
    return html`<li part="outbox-item" data-state=${state}>
      <p class="words" dir="auto">${first}</p>
      <p class="state">${this.#text(message)}</p>
      ${actions.length ? html`<p class="buttons">${actions}</p>` : nothing}
    </li>`;
  }

  #text({ state, problem, kept }: OutboxMessage): string {
    const { outbox: texts } = this.#host.strings;
    if (state === 'refused') return problem === 'expired' ? texts.expired : texts.rejected;
    return state === 'waiting' && !kept ? texts.waitingMemory : texts[state];
  }

  #actions({ key, state, problem }: OutboxMessage): TemplateResult[] {
    const { again, discard, dismiss } = this.#host.strings.outbox;
    if (state === 'sent') return [this.#button(dismiss, (outbox) => outbox.discard(key))];
    if (state !== 'refused' && problem !== 'unreachable') return [];
    return [
      this.#button(again, (outbox) => outbox.retry(key)),
      this.#button(discard, (outbox) => outbox.discard(key)),
    ];
  }

  #button(label: string, act: (outbox: Outbox) => Promise<void>): TemplateResult {
    const pressed = async () => {
      if (!this.#outbox) return;
      await act(this.#outbox);
      await this.#host.updateComplete;
      // The button may be gone, and the focus with it.
      if (this.#host.shadowRoot?.activeElement) return;
      focusPart(this.#host, this.#messages.length ? 'outbox-title' : 'contact-title');
    };
    return button('outbox-action', label, pressed);
  }

  #listen(): void {
    let ended = false;
    let stop = () => {};
    this.#end = () => {
      ended = true;
      stop();
    };
    this.#host.session.outbox.then(
      (outbox) => {
        if (ended) return;
        this.#outbox = outbox;
        stop = outbox.subscribe((messages) => {
          this.#messages = messages;
          this.#host.requestUpdate();
        });
      },
      () => {
        // Without an outbox there are no messages; who wants to send one is told so there.
      },
    );
  }
}
