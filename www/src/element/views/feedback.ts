import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Hit } from '../../outcome.js';
import type { ViewHost } from '../view.js';
import type { ContactList } from './contact-list.js';
import { button, focusPart } from './parts.js';

/** Longest comment, in UTF-16 code units. */
const LONGEST = 2_000;

/** What was said of one answer. */
interface Rating {
  readonly helpful: boolean;
  /** Whether words were sent too. */
  readonly worded: boolean;
}

/** Asks whether an answer helped, once, and where it did not, what was missing. */
export class Feedback {
  readonly #host: ViewHost;
  readonly #contact: Pick<ContactList, 'reach'>;
  /** By the entry's id. */
  readonly #ratings = new Map<string, Rating>();

  constructor(host: ViewHost, contact: Pick<ContactList, 'reach'>) {
    this.#host = host;
    this.#contact = contact;
  }

  /** @param entry whose answer is shown above */
  render(entry: Hit): TemplateResult {
    const { feedback: texts } = this.#host.strings;
    const rating = this.#ratings.get(entry.id);
    // A text field of its own for each answer.
    return html`<div part="feedback" class="feedback" role="group" aria-label=${texts.ask}>
      ${repeat(
        [entry],
        ({ id }) => id,
        () => (rating ? this.#after(entry, rating) : this.#before(entry)),
      )}
    </div>`;
  }

  /** Counts what the shopper said of an answer, and tells the page. Only the first time counts. */
  rate(entry: Pick<Hit, 'id'>, helpful: boolean): void {
    if (this.#ratings.has(entry.id)) return;
    const { session } = this.#host;
    this.#ratings.set(entry.id, { helpful, worded: false });
    session.visit.rated(helpful);
    this.#host.emit('faqlet:feedback', { id: entry.id, question: session.question, helpful });
    this.#host.requestUpdate();
  }

  /**
   * Tells the page what the shopper wrote after they had rated an answer; once, and nothing that
   * is empty.
   *
   * @returns whether it was told.
   */
  write(entry: Pick<Hit, 'id'>, text: string): boolean {
    const rating = this.#ratings.get(entry.id);
    const words = text.trim();
    if (!rating || rating.worded || !words) return false;
    const { helpful } = rating;
    const { question } = this.#host.session;
    this.#ratings.set(entry.id, { helpful, worded: true });
    this.#host.emit('faqlet:feedback', {
      id: entry.id,
      question,
      helpful,
      ...(helpful ? { comment: words } : { missing: words }),
    });
    this.#host.requestUpdate();
    return true;
  }

  #before(entry: Hit): TemplateResult {
    const { ask, yes, no } = this.#host.strings.feedback;
    const rate = (helpful: boolean) => () => {
      this.rate(entry, helpful);
      // The button is gone; what took its place is read.
      focusPart(this.#host, 'feedback-said');
    };
    return html`<p class="asked">
      <span>${ask}</span>
      ${button('feedback-yes', yes, rate(true))} ${button('feedback-no', no, rate(false))}
    </p>`;
  }

  #after(entry: Hit, { helpful, worded }: Rating): TemplateResult {
    const { feedback: texts } = this.#host.strings;
    const said = worded ? texts.received : helpful ? texts.thanks : texts.sorry;
    return html`<p part="feedback-said" class="said" tabindex="-1">${said}</p>
      <form
        novalidate
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          const sent = this.write(entry, this.#text(event));
          focusPart(this.#host, sent ? 'feedback-said' : 'feedback-text');
        }}
      >
        ${worded ? nothing : this.#field(helpful ? texts.comment : texts.missing)}
        <p class="buttons">
          ${
            worded
              ? nothing
              : html`<button part="feedback-send" class="quiet">${texts.send}</button>`
          }
          ${
            helpful
              ? nothing
              : button(
                  'feedback-contact',
                  texts.contact,
                  (event) => this.#contact.reach(this.#text(event)),
                  'primary',
                )
          }
        </p>
      </form>`;
  }

  #field(label: string): TemplateResult {
    const { hint } = this.#host.strings.feedback;
    return html`<label for="feedback-text">${label}</label>
      <textarea
        id="feedback-text"
        part="feedback-text"
        rows="2"
        dir="auto"
        maxlength=${LONGEST}
        aria-describedby="feedback-hint"
      ></textarea>
      <p class="soft" id="feedback-hint">${hint}</p>`;
  }

  /** What stands in the text field of the form that an event came from. */
  #text({ currentTarget }: Event): string {
    const form = (currentTarget as HTMLElement).closest('form');
    return form?.querySelector('textarea')?.value ?? '';
  }
}
