import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { offerChat } from '../../contact/chat.js';
import { contactLink, type Message } from '../../contact/link.js';
import { openingOf, replyTime, spokenLanguages } from '../../contact/opening.js';
import { fill } from '../../contact/strings.js';
import type { ContactOption } from '../../outcome.js';
import type { ViewHost } from '../view.js';
import type { Community } from './community.js';
import { MessageView } from './message.js';
import { OutboxList } from './outbox-list.js';
import { focusPart } from './parts.js';

/** As many options as lie open; the others are one click further. */
const FIRST = 3;
/** Channels in which a message is written, and can be pasted where it does not go along. */
const WRITTEN = /^(email|whatsapp|telegram|messenger|viber|instagram|x|vk|line)$/;

/** In milliseconds; whether somebody is there is said to the minute. */
const MINUTE = 60_000;

/** The ways to reach the shop, who is there now, what goes along, and what was sent. */
export class ContactList {
  readonly #host: ViewHost;
  readonly #community: Community | undefined;
  readonly #message: MessageView;
  readonly #outbox: OutboxList;
  /** Items as last drawn: a letter typed into the question changes none. */
  readonly #items = new Map<ContactOption, TemplateResult>();
  /** What they were drawn from besides their options. */
  #drawn: readonly unknown[] = [];

  /** @param community takes the questions to other customers, where the shop wants them here */
  constructor(host: ViewHost, community?: Community) {
    this.#host = host;
    this.#community = community;
    this.#message = new MessageView(host);
    this.#outbox = new OutboxList(host);
  }

  /**
   * Leads to the ways to reach the shop.
   *
   * @param missing what the shopper said was missing from an answer: it becomes part of the message
   */
  reach(missing?: string): void {
    if (missing !== undefined) this.#message.begin(missing);
    focusPart(this.#host, 'contact-title');
  }

  render(): TemplateResult {
    const { contact: texts } = this.#host.strings;
    const options = this.#host.session.contact;
    const form = options.find(({ type }) => type === 'form');
    return html`<section part="contact" class="contact" aria-labelledby="contact-title">
      <h3 id="contact-title" part="contact-title" tabindex="-1">${texts.title}</h3>
      ${this.#list(options.slice(0, FIRST))}
      ${
        options.length > FIRST
          ? html`<details class="more">
              <summary>${texts.more}</summary>
              ${this.#list(options.slice(FIRST))}
            </details>`
          : nothing
      }
      ${this.#message.render(form)} ${this.#outbox.render()}
    </section>`;
  }

  /** One way to reach the shop, as an item for a list of the class `channels`. */
  item(option: ContactOption, message = this.#message.message): TemplateResult {
    const { session, strings } = this.#host;
    const tags = session.shown?.tags ?? session.route?.tags;
    // The subject is the text's beginning.
    const drawn = [strings, tags, message.text, Math.floor(Date.now() / MINUTE)];
    if (drawn.some((part, at) => part !== this.#drawn[at])) this.#items.clear();
    this.#drawn = drawn;
    const item = this.#items.get(option) ?? this.#item(option, message, tags);
    this.#items.set(option, item);
    return item;
  }

  #item(option: ContactOption, message: Message, tags?: readonly string[]): TemplateResult {
    const { session, strings } = this.#host;
    const { id, type, name, detail } = option;
    const { href, carries, digits } = contactLink(option, message, tags);
    const { state, text, zone } = openingOf(option, strings, { shopZone: session.timeZone });
    const notes = [
      zone,
      replyTime(option, strings),
      spokenLanguages(option, session.language, strings),
    ].filter((note) => note !== undefined);
    const written = message.text && WRITTEN.test(type) && carries !== 'all';
    const hint = digits
      ? fill(strings.press, { keys: [...digits].filter((key) => key !== ',').join(' ') })
      : written
        ? strings.draft[carries]
        : '';
    // A number or an address keeps its own direction in right-to-left text.
    return html`<li part="contact-option" data-channel=${id}>
      <a
        part="contact-link"
        href=${href}
        @click=${(click: MouseEvent) => this.#follow(click, option)}
        >${name}</a
      >
      ${detail ? html`<span class="detail"><bdi>${detail}</bdi></span>` : nothing}
      <p class=${state === 'closed' ? 'closed' : 'open'}>${text}</p>
      ${notes.map((note) => html`<p>${note}</p>`)}
      ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    </li>`;
  }

  #list(options: readonly ContactOption[]): TemplateResult {
    const { message } = this.#message;
    return html`<ul class="channels list" role="list">
      ${repeat(
        options,
        ({ id }) => id,
        (option) => this.item(option, message),
      )}
    </ul>`;
  }

  #follow(click: MouseEvent, option: ContactOption): void {
    const { id, type } = option;
    // Into another tab or window: the link does that, and this page stays as it is.
    const aside = click.ctrlKey || click.metaKey || click.shiftKey;
    if (!aside && type === 'form') {
      click.preventDefault();
      this.#message.open();
      return;
    }
    if (!aside && type === 'community' && this.#community?.open()) {
      click.preventDefault();
      return;
    }
    const { question } = this.#host.session;
    this.#host.emit('faqlet:contact', { channel: id, type, question });
    if (aside || type !== 'chat') return;
    const link = click.currentTarget as HTMLElement;
    if (offerChat(link, this.#message.chat(option))) click.preventDefault();
  }
}
