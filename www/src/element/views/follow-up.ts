import type { ReactiveController } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ContactDetail } from '../events.js';
import type { ViewHost } from '../view.js';
import type { ContactList } from './contact-list.js';
import { button, focusPart } from './parts.js';

const MINUTE = 60_000;
/** Earlier than this nothing can be settled, and it may still be the same visit. */
const EARLIEST = 60 * MINUTE;
/** Later than this nobody remembers. */
const LATEST = 30 * 24 * 60 * MINUTE;

/** Where a contact is remembered: `localStorage`, or what behaves like it. */
export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Remembers on this device, and nowhere else, that there was a contact and when a reply was due;
 * neither what it was about nor how it was made.
 */
export class ContactMemory {
  readonly #storage: () => DeviceStorage;
  readonly #name: string;

  /** @param storage may throw. Default: the browser's; where that is refused, nothing is kept. */
  constructor(storage: () => DeviceStorage = () => localStorage, name = 'faqlet-contact') {
    this.#storage = storage;
    this.#name = name;
  }

  /**
   * The shopper turned to the shop.
   *
   * @param replyMinutes within which the shop replies, as far as it says so
   * @param now in milliseconds since 1970
   */
  contacted(replyMinutes = 0, now = Date.now()): void {
    const due = now + Math.max(EARLIEST, replyMinutes * MINUTE);
    try {
      this.#storage().setItem(this.#name, String(due));
    } catch {
      // Refused or full: then nobody is asked.
    }
  }

  /**
   * Whether to ask now how it ended. Forgets the contact then, so that it is asked once, on one
   * page.
   *
   * @param now in milliseconds since 1970
   */
  take(now = Date.now()): boolean {
    try {
      const storage = this.#storage();
      const text = storage.getItem(this.#name);
      if (text === null) return false;
      const due = Number(text);
      // A clock that was set back must not keep the question for years.
      if (now < due && due <= now + LATEST) return false;
      storage.removeItem(this.#name);
      return due <= now && now <= due + LATEST;
    } catch {
      return false;
    }
  }
}

/** One small question on a later visit: whether the matter was settled. */
export class FollowUp implements ReactiveController {
  readonly #host: ViewHost;
  readonly #contact: Pick<ContactList, 'reach'>;
  readonly #memory: ContactMemory;
  #stage: 'new' | 'asked' | 'settled' | 'open' | 'gone' = 'new';

  constructor(
    host: ViewHost,
    contact: Pick<ContactList, 'reach'>,
    memory: ContactMemory = new ContactMemory(),
  ) {
    this.#host = host;
    this.#contact = contact;
    this.#memory = memory;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('faqlet:contact', this.#contacted);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('faqlet:contact', this.#contacted);
  }

  render(): TemplateResult | typeof nothing {
    if (this.#stage === 'new') this.#stage = this.#memory.take() ? 'asked' : 'gone';
    const { followUp: texts } = this.#host.strings;
    if (this.#stage === 'gone') return nothing;
    return html`<div part="follow-up" class="follow-up" role="group" aria-label=${texts.ask}>
      ${this.#content()}
      <button
        type="button"
        part="follow-up-dismiss"
        class="icon dismiss"
        aria-label=${texts.dismiss}
        title=${texts.dismiss}
        @click=${() => {
          this.#to('gone');
          focusPart(this.#host, 'question');
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 3.5l9 9m0-9l-9 9" /></svg>
      </button>
    </div>`;
  }

  /** Tells the page how the matter ended. */
  answer(settled: boolean): void {
    if (this.#stage !== 'asked') return;
    this.#host.emit('faqlet:feedback', { question: '', helpful: settled, settled });
    this.#to(settled ? 'settled' : 'open');
  }

  #content(): TemplateResult {
    const { followUp: texts } = this.#host.strings;
    if (this.#stage === 'asked') {
      const answer = (settled: boolean) => () => {
        this.answer(settled);
        focusPart(this.#host, 'follow-up-said');
      };
      return html`<p>${texts.ask}</p>
        <p class="buttons">
          ${button('follow-up-yes', texts.yes, answer(true))}
          ${button('follow-up-no', texts.no, answer(false))}
        </p>`;
    }
    const settled = this.#stage === 'settled';
    const said = settled ? texts.thanks : texts.sorry;
    return html`<p part="follow-up-said" class="said" tabindex="-1">${said}</p>
      ${
        settled
          ? nothing
          : html`<p class="buttons">
              ${button('follow-up-contact', texts.contact, () => this.#contact.reach())}
            </p>`
      }`;
  }

  #to(stage: 'settled' | 'open' | 'gone'): void {
    this.#stage = stage;
    this.#host.requestUpdate();
  }

  #contacted = ({ detail }: CustomEvent<ContactDetail>): void => {
    // Other customers settle nothing.
    if (detail.type === 'community') return;
    const { contact } = this.#host.session;
    this.#memory.contacted(contact.find(({ id }) => id === detail.channel)?.replyMinutes);
  };
}
