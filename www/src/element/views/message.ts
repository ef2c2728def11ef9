import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ChatRequest } from '../../contact/chat.js';
import { type Context, Draft, type PartName } from '../../contact/draft.js';
import type { Message } from '../../contact/link.js';
import { pageAddress } from '../../contact/page.js';
import type { Strings } from '../../contact/strings.js';
import type { Channel } from '../../manifest.js';
import type { ContactOption } from '../../outcome.js';
import type { ViewHost } from '../view.js';
import { button, focusPart, isolated } from './parts.js';

/** Longest message, in UTF-16 code units: some pages of text, and no more than servers take. */
const LONGEST = 10_000;

/** Where a shopper sees and changes what goes along, and sends it by the shop's form. */
export class MessageView {
  readonly #host: ViewHost;
  #draft: Draft | undefined;
  /** What the draft was made of. */
  #known = '';
  #strings: Strings | undefined;
  /** Whether the words are the shopper's own by now. */
  #own = false;
  readonly #without = new Set<PartName>();
  /** What an answer lacked, in the shopper's words, and the question that it was to. */
  #missing: { readonly question: string; readonly text: string } | undefined;
  /** Nothing goes along, and nothing is shown, before there is something to say. */
  #begun = false;
  #open = false;
  #reply = '';
  #fault: 'words' | 'reply' | 'unsent' | undefined;
  #copied: boolean | undefined;
  #durable = true;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  /** What goes along: nothing that is not on the page to be read. */
  get message(): Message {
    const draft = this.#current();
    return this.#begun ? draft.message : { text: '' };
  }

  /** The same for a chat's provider. */
  chat(channel: Channel): ChatRequest {
    return { channel, message: this.message, context: this.#begun ? this.#current().context : {} };
  }

  /** Shows all of it, to write and to send. */
  open(): void {
    this.#begun = true;
    this.#open = true;
    this.#askDurable();
    this.#changed();
    focusPart(this.#host, 'message-words');
  }

  /** Begins a message with what the shopper said was missing from an answer. */
  begin(missing: string): void {
    const { question, shown } = this.#host.session;
    this.#begun = true;
    const text = missing.trim();
    if (text && this.#own) {
      const draft = this.#current();
      if (!draft.words.includes(text)) draft.words = `${draft.words}\n\n${text}`.trim();
    }
    this.#missing = { question, text: question ? text : text || (shown?.question ?? '') };
    this.#changed();
  }

  /** @param form the channel that takes messages from here; absent: there is none */
  render(form: ContactOption | undefined): TemplateResult {
    const draft = this.#current();
    const { draft: texts, form: labels, outbox } = this.#host.strings;
    const words = draft.words.trim();
    const included = draft.parts.filter(({ name }) => draft.has(name));
    const copied = this.#copied ? texts.copied : texts.notCopied;
    return html`<form
      part="message"
      class="message"
      novalidate
      ?hidden=${!this.#begun}
      aria-labelledby="message-title"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        if (form) this.#send(form);
      }}
    >
      <h4 id="message-title">${texts.title}</h4>
      <div part="message-preview" class="preview" ?hidden=${this.#open}>
        ${words ? html`<p dir="auto">${words}</p>` : nothing}
        ${included.map(({ text, value }) => html`<div>${isolated(text, value)}</div>`)}
      </div>
      ${button('message-copy', texts.copy, () => this.#copy())}
      <p role="status">${this.#copied === undefined ? nothing : copied}</p>
      <details .open=${live(this.#open)} @toggle=${this.#toggled}>
        <summary>${texts.change}</summary>
        <label for="message-words">${texts.words}</label>
        <textarea
          id="message-words"
          part="message-words"
          rows="4"
          dir="auto"
          maxlength=${LONGEST}
          .value=${live(draft.words)}
          aria-invalid=${this.#fault === 'words' || nothing}
          aria-describedby=${this.#fault === 'words' ? 'message-error' : nothing}
          @input=${this.#typed}
        ></textarea>
        ${
          draft.parts.length
            ? html`<fieldset>
                <legend>${texts.parts}</legend>
                ${draft.parts.map(
                  ({ name, text, value }) => html`<label>
                    <input
                      type="checkbox"
                      name=${name}
                      .checked=${live(draft.has(name))}
                      @change=${(event: Event) => this.#include(name, event)}
                    />
                    <span>${isolated(text, value)}</span>
                  </label>`,
                )}
              </fieldset>`
            : nothing
        }
        <p class="soft">${texts.hint}</p>
        ${
          form
            ? html`<div class="sender">
                <label for="message-reply">${labels.reply}</label>
                <input
                  id="message-reply"
                  part="message-reply"
                  dir="auto"
                  autocomplete="email"
                  maxlength="200"
                  .value=${live(this.#reply)}
                  aria-invalid=${this.#fault === 'reply' || nothing}
                  aria-describedby=${this.#fault === 'reply' ? 'message-error' : nothing}
                  @input=${(event: Event) => {
                    this.#reply = (event.target as HTMLInputElement).value;
                  }}
                />
                <p class="error" id="message-error" role="alert">${this.#error()}</p>
                <button part="message-send" class="primary">${labels.send}</button>
                ${this.#durable ? nothing : html`<p class="soft">${outbox.notKept}</p>`}
              </div>`
            : nothing
        }
      </details>
    </form>`;
  }

  /** The draft, with what is known by now. What the shopper wrote or left out stays so. */
  #current(): Draft {
    const { session, strings } = this.#host;
    const missing = this.#missing?.question === session.question ? this.#missing.text : '';
    const question = [session.question, missing].filter(Boolean).join('\n\n');
    const page = pageAddress(location.href);
    const role = session.route?.role;
    const context: Context = {
      question,
      answers: session.read,
      ...(session.product && { product: session.product }),
      ...(page && { page }),
      language: session.language,
      ...(role && { role }),
    };
    const known = JSON.stringify(context);
    let draft = this.#draft;
    if (!draft || known !== this.#known || strings !== this.#strings) {
      // With what is asked next; not again with what was sent.
      this.#begun ||= question !== '';
      const words = draft?.words ?? '';
      draft = new Draft(context, strings);
      if (this.#own) draft.words = words;
      for (const name of this.#without) draft.include(name, false);
      this.#draft = draft;
      this.#known = known;
      this.#strings = strings;
      this.#copied = undefined;
    }
    return draft;
  }

  /** What was said of the message as it was no longer holds. */
  #changed(): void {
    this.#copied = undefined;
    this.#fault = undefined;
    this.#host.requestUpdate();
  }

  #typed = ({ target }: Event): void => {
    this.#own = true;
    this.#current().words = (target as HTMLTextAreaElement).value;
    this.#changed();
  };

  #include(name: PartName, { target }: Event): void {
    const included = (target as HTMLInputElement).checked;
    this.#without[included ? 'delete' : 'add'](name);
    this.#current().include(name, included);
    this.#changed();
  }

  #toggled = ({ target }: Event): void => {
    const { open } = target as HTMLDetailsElement;
    if (open === this.#open) return;
    this.#open = open;
    if (open) this.#askDurable();
    this.#host.requestUpdate();
  };

  #error(): string {
    const { form, contact } = this.#host.strings;
    const { missingWords: words, missingReply: reply } = form;
    return this.#fault ? { words, reply, unsent: contact.unsent }[this.#fault] : '';
  }

  async #askDurable(): Promise<void> {
    const outbox = await this.#host.session.outbox.catch(() => undefined);
    if (!outbox || outbox.durable === this.#durable) return;
    this.#durable = outbox.durable;
    this.#host.requestUpdate();
  }

  async #copy(): Promise<void> {
    const { text } = this.#current();
    try {
      await navigator.clipboard.writeText(text);
      this.#copied = true;
    } catch {
      // Refused, or a page without encryption, which has no clipboard.
      this.#copied = false;
    }
    this.#host.requestUpdate();
  }

  async #send({ id, type, url }: ContactOption): Promise<void> {
    const host = this.#host;
    const draft = this.#current();
    const reply = this.#reply.trim();
    const fault = draft.words.trim() ? (reply ? undefined : 'reply') : 'words';
    if (fault) {
      this.#fault = fault;
      this.#open = true;
      host.requestUpdate();
      focusPart(host, `message-${fault}`);
      return;
    }
    const { question } = host.session;
    const body = { channel: id, message: draft.text, reply, context: draft.context };
    try {
      const outbox = await host.session.outbox;
      await outbox.send(url, body);
    } catch {
      // Nothing took it on; it stays where it was written.
      this.#fault = 'unsent';
      host.requestUpdate();
      return;
    }
    host.emit('faqlet:contact', { channel: id, type, question });
    this.#own = false;
    this.#missing = undefined;
    this.#current().words = '';
    this.#begun = false;
    this.#open = false;
    this.#changed();
    focusPart(host, 'outbox-title', 'contact-title');
  }
}
