import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Faqlet } from '../client.js';
import { fill, loadStrings, type PartialTexts, type Strings } from '../contact/strings.js';
import { directionOf } from '../language.js';
import type { Topic } from '../manifest.js';
import type { OutboxOptions } from '../outbox/index.js';
import type { Hit, Outcome } from '../outcome.js';
import type { AnswerPath, FaqletEvents } from './events.js';
import { Fragment, type Place } from './fragment.js';
import type { Guide } from './guide.js';
import { flag, json, ReactiveHost, text } from './reactive.js';
import { type Facts, HelpSession, type State } from './session.js';
import { styles } from './styles/index.js';
import type { ViewHost } from './view.js';
import { AnswerView } from './views/answer.js';
import { Browse, noticeList } from './views/browse.js';
import { Choice } from './views/choice.js';
import { Community } from './views/community.js';
import { ContactList } from './views/contact-list.js';
import { Feedback } from './views/feedback.js';
import { FollowUp } from './views/follow-up.js';
import { icons } from './views/icons.js';
import { Panel } from './views/panel.js';
import { QuestionField } from './views/question.js';
import { ReadAloud } from './views/read-aloud.js';
import { Voice } from './views/voice.js';

/** How the element stands on a page. */
export type Mode = 'inline' | 'button' | 'page';

/** How far above and below what is seen the element begins to load. */
const NEAR = '200px';
/** Part of the screen's height in which a result's beginning is seen without scrolling. */
const SEEN = 0.5;

/**
 * A shop's help: a question field, answers in place, topics to browse, and people where there is
 * no answer. It fetches nothing until it is near the screen or focused.
 *
 * @slot - Shown until the element works, and whenever it cannot: a list of ways to reach the shop
 * and a link to the page of all questions.
 *
 * @fires faqlet:ask - A question was asked, see `AskDetail`.
 * @fires faqlet:answer - An answer was opened, see `AnswerDetail`.
 * @fires faqlet:feedback - The shopper said whether it helped, see `FeedbackDetail`.
 * @fires faqlet:contact - A way to reach the shop was taken, see `ContactDetail`.
 * @fires faqlet:chat - A chat is wanted; cancelable, see `ChatRequest`.
 * @fires faqlet:error - Something is missing, see `ErrorDetail`.
 *
 * @cssprop --faqlet-accent - Colour of the main buttons.
 * @cssprop --faqlet-on-accent - Colour of text on them.
 * @cssprop --faqlet-link - Colour of links.
 * @cssprop --faqlet-text - Colour of text.
 * @cssprop --faqlet-soft - Colour of text of less weight.
 * @cssprop --faqlet-surface - Background.
 * @cssprop --faqlet-raised - Background of what stands out a little.
 * @cssprop --faqlet-line - Colour of lines between things.
 * @cssprop --faqlet-edge - Colour of a field's border; 3:1 to the background.
 * @cssprop --faqlet-good - Colour of good news, such as "Open now".
 * @cssprop --faqlet-bad - Colour of faults.
 * @cssprop --faqlet-note - Background of notices.
 * @cssprop --faqlet-focus - Colour of the ring around what has the keyboard.
 * @cssprop [--faqlet-radius=0.75em] - Radius of corners.
 * @cssprop [--faqlet-gap=1.25em] - Space between sections.
 * @cssprop [--faqlet-font-size=1em] - Size of text.
 * @cssprop [--faqlet-launcher-position=fixed] - `position` of the launcher; `static`: where the
 * element stands.
 * @cssprop [--faqlet-layer=1000] - `z-index` of launcher and panel.
 *
 * @csspart launcher - The button that opens the panel.
 * @csspart panel - The dialog.
 * @csspart close - The button that closes it.
 * @csspart notices - What the shop announces; each is a `notice`.
 * @csspart ask - The form of the question.
 * @csspart question - The field.
 * @csspart submit - The button beside it.
 * @csspart suggestions - The list below it; each is a `suggestion`.
 * @csspart status - What is read out to those who hear the page.
 * @csspart result - What a question led to, or before asking what there is.
 * @csspart answer - An answer, with `answer-question` and `answer-body`.
 * @csspart choice - The question asked back.
 * @csspart reason - Why there is no answer.
 * @csspart related - Other entries.
 * @csspart useful - The questions of the page.
 * @csspart topics - The topics; each is a `topic`.
 * @csspart contact - The ways to reach the shop; each is a `contact-option` with a `contact-link`.
 * @csspart message - What goes along with a message.
 * @csspart outbox - What became of messages; each is an `outbox-item`.
 * @csspart feedback - Whether an answer helped.
 * @csspart follow-up - Whether an earlier matter was settled.
 * @csspart community - Questions to other customers.
 * @csspart voice - The microphone.
 * @csspart read-aloud - Reading an answer aloud.
 * @csspart copy-link - Copies an answer's address.
 */
export class FaqletHelp extends ReactiveHost implements ViewHost {
  /** @internal */
  static override readonly properties = {
    src: text,
    mode: (value: string | null) => value ?? 'inline',
    product: text,
    facts: json,
    fragment: (value: string | null) => value ?? 'faq',
    community: text,
    voice: flag,
    texts: undefined,
    faqlet: undefined,
    outbox: undefined,
  };

  /** @internal */
  static override readonly styles = styles;

  static {
    ReactiveHost.define(FaqletHelp);
  }

  /** The folder that `faqlet build` wrote, relative to the page. */
  declare src: string | undefined;
  /** How it stands on the page: `inline`, `button` (opens a panel) or `page` (with all topics). */
  declare mode: Mode;
  /** Id of the product whose page it is on. */
  declare product: string | undefined;
  /** What the page knows, for `when:` in `shop.yaml`, as in `Faqlet.ask`. */
  declare facts: Facts | undefined;
  /** Key in the address's fragment; `none`: the address is left alone. Read when connected. */
  declare fragment: string;
  /** URL that questions to other customers are posted to; absent: they are not asked. */
  declare community: string | undefined;
  /** Whether microphone and reading aloud are wanted, where the browser has them. */
  declare voice: boolean;
  /** The shop's own words, in place of the element's. */
  declare texts: PartialTexts | undefined;
  /** What answers, where the page has loaded it already. It is not closed with the element. */
  declare faqlet: Faqlet | undefined;
  /** Options of the outbox. */
  declare outbox: OutboxOptions | undefined;

  /** The visit as views see it. */
  readonly session: HelpSession = new HelpSession(this);

  #strings: Strings | undefined;
  /** Locale and texts that {@link #strings} are of, or are being loaded for. */
  #words: readonly unknown[] = [];
  /** As it was when last drawn. */
  #drawn: State = 'idle';
  /** A question that was sent before anything could answer it. */
  #pending: string | undefined;
  /** Whether the shopper waited for the result that is shown: it may move nothing any more. */
  #waited = false;
  #said = '';
  #speaking: ReturnType<typeof setTimeout> | undefined;
  #near: IntersectionObserver | undefined;
  #language: MutationObserver | undefined;

  readonly #guide: Guide = {
    suggest: (text) => this.session.suggest(text),
    ask: (question) => this.ask(question),
    answer: (hit, how) => this.#show(hit, how),
    show: (id) => this.show(id),
    browse: (topic) => this.#list(topic),
    foreignProduct: (hit) => this.session.foreignProduct(hit),
    address: (id) => this.#fragment.address({ entry: id }),
    say: (text, delay) => this.#say(text, delay),
  };
  readonly #fragment = new Fragment(this, (place) => this.#follow(place));
  readonly #choice = new Choice(this, this.#guide);
  readonly #browse = new Browse(this, this.#guide, this.#choice);
  readonly #answer = new AnswerView(this, this.#guide, this.#choice);
  readonly #question = new QuestionField(this, this.#guide);
  readonly #community = new Community(this);
  readonly #contact = new ContactList(this, this.#community);
  readonly #feedback = new Feedback(this, this.#contact);
  readonly #followUp = new FollowUp(this, this.#contact);
  readonly #voice = new Voice(this, (text, final) => this.#heard(text, final));
  readonly #readAloud = new ReadAloud(this);
  readonly #panel = new Panel(this, () => void this.session.start());

  constructor() {
    super();
    this.mode ??= 'inline';
    this.fragment ??= 'faq';
    this.voice ??= false;
  }

  /** @internal */
  static get observedAttributes(): string[] {
    return ['src', 'mode', 'product', 'facts', 'fragment', 'community', 'voice', 'lang'];
  }

  /** The words of the interface; there before any view is drawn. */
  get strings(): Strings {
    return this.#strings as Strings;
  }

  /** BCP 47 tag of the page's language at this place. */
  get locale(): string {
    let place: Element = this;
    for (;;) {
      const lang = place.closest('[lang]')?.getAttribute('lang');
      if (lang) return lang;
      const root = place.getRootNode();
      if (!(root instanceof ShadowRoot)) return '';
      place = root.host;
    }
  }

  /**
   * Asks a question as if it had been typed. In the mode `button` the panel opens.
   *
   * @returns what it led to; `undefined`: it will be asked as soon as something can answer.
   */
  ask(question: string): Outcome | undefined {
    const outcome = this.#ask(question);
    const text = question.trim();
    if (outcome) this.#fragment.go(text ? { question: text } : undefined);
    return outcome;
  }

  /**
   * Opens the answer of an entry.
   *
   * @returns whether there is such an entry; false, too, while nothing is loaded
   */
  show(id: string): boolean {
    const hit = this.session.entry(id);
    if (hit) this.#show(hit, 'link');
    return hit !== undefined;
  }

  /** Opens the panel; in the other modes, takes the keyboard to the question field. */
  open(): void {
    this.#begin();
    if (this.mode === 'button') void this.#panel.open();
    else this.updateComplete.then(() => this.#question.focus());
  }

  /** Closes the panel. */
  close(): void {
    this.#panel.close();
  }

  /** Tells the page. */
  emit<T extends keyof FaqletEvents>(name: T, detail: FaqletEvents[T]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** @internal */
  override connectedCallback(): void {
    super.connectedCallback();
    this.dataset.state = this.session.state;
    this.addEventListener('focusin', this.#begin);
    // Pages that change their language say so at their root.
    this.#language = new MutationObserver(() => this.#translate());
    this.#language.observe(document.documentElement, { attributeFilter: ['lang'] });
    if (this.mode === 'button') void this.#load();
    if (this.#fragment.place) this.#begin();
    else if (this.mode !== 'button') this.#watch();
  }

  /** @internal */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('focusin', this.#begin);
    this.#near?.disconnect();
    this.#language?.disconnect();
    clearTimeout(this.#speaking);
    this.#said = '';
    this.#pending = undefined;
    this.#drawn = 'idle';
    this.#question.set('');
    this.dataset.state = 'idle';
  }

  /** @internal */
  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') this.#translate();
  }

  protected override willUpdate(changed: ReadonlySet<string>): void {
    const { session } = this;
    if (session.state === 'idle') return;
    if (changed.has('src') || changed.has('faqlet')) this.#restart();
    else if (changed.has('texts')) this.#translate();
    if (changed.has('product') || changed.has('facts')) session.refresh();
    if (changed.has('mode')) this.#answer.forget();
  }

  protected override updated(): void {
    const { state } = this.session;
    if (state === this.#drawn || !this.isConnected) return;
    this.#drawn = state;
    this.dataset.state = state;
    if (state === 'ready') this.#arrived();
    if (state === 'fallback') {
      this.#pending = undefined;
      this.#say(this.#strings?.help.unavailable ?? '', 0);
    }
  }

  protected override render(): TemplateResult {
    if (!this.#strings) return html`<slot></slot>`;
    const { locale, help } = this.#strings;
    const { product } = this.session;
    const title = html`<h2 id="title" tabindex="-1">
      ${product && this.session.state === 'ready' ? fill(help.productTitle, { product: product.name }) : help.title}
    </h2>`;
    const content = this.#content();
    return html`<div class="root ${this.mode}" lang=${locale} dir=${directionOf(locale)}>
      ${this.mode === 'button' ? this.#panel.render(content, title) : html`${title}${content}`}
    </div>`;
  }

  #content(): TemplateResult {
    const { session } = this;
    const { help } = this.strings;
    const { state, notices } = session;
    const ready = state === 'ready';
    const sections = [
      {
        name: 'result',
        content: this.#result(ready),
      },
      { name: 'contact', content: ready ? this.#contact.render() : html`<slot></slot>` },
    ];
    if (ready && session.visit.contactFirst) sections.reverse();
    // With the question's field, which it must not move later; not in a panel nobody has opened.
    const followUp = ready || state === 'loading' ? this.#followUp.render() : nothing;
    return html`${followUp} ${noticeList(this, notices)}
      ${state === 'fallback' ? html`<p>${help.unavailable}</p>` : html`<div>${this.#question.render(this.#voice.render())}${this.#voice.renderNote()}</div>`}
      <p class="hidden" part="status" role="status">${this.#said}</p>
      ${repeat(
        sections,
        ({ name }) => name,
        ({ content }) => content,
      )}
      ${ready && !session.shown ? this.#choice.nearest(session.outcome) : nothing}
      ${ready ? this.#community.render() : nothing}`;
  }

  #result(ready: boolean): TemplateResult {
    const { shown, outcome, topic } = this.session;
    const content = shown
      ? this.#answer.render(shown, {
          person: this.#person(),
          feedback: this.#feedback.render(shown),
          readAloud: this.#readAloud.render(shown),
        })
      : outcome
        ? this.#choice.render(outcome)
        : this.#browse.render();
    const reason = !shown && outcome?.kind === 'contact' ? outcome.reason : undefined;
    return html`<div
      part="result"
      class=${this.#waited || this.#pending !== undefined ? 'result waited' : 'result'}
      data-kind=${(shown ? 'answer' : outcome?.kind) ?? nothing}
      data-reason=${reason ?? nothing}
    >
      ${ready && (shown || outcome || topic) ? this.#back() : nothing}${ready ? content : this.#loading()}
    </div>`;
  }

  #loading(): TemplateResult | typeof nothing {
    if (this.#pending === undefined) return nothing;
    return html`<p class="soft" aria-hidden="true">${this.strings.help.loading}</p>`;
  }

  /** Where an answer alone will not do: whom to talk to, above it. */
  #person(): TemplateResult | typeof nothing {
    const { handoff, contact } = this.session;
    const [first] = contact;
    if (handoff !== 'always' || !first) return nothing;
    return html`<div part="person" class="person">
      <p>${this.strings.help.person}</p>
      <ul class="channels list" role="list">
        ${this.#contact.item(first)}
      </ul>
    </div>`;
  }

  #back(): TemplateResult {
    return html`<button type="button" class="plain back" @click=${this.#home}>
      ${icons.back}${this.strings.help.back}
    </button>`;
  }

  /** Loads words and engine, side by side. */
  readonly #begin = (): void => {
    this.#near?.disconnect();
    void this.#load();
    void this.session.start();
  };

  #watch(): void {
    if (!('IntersectionObserver' in globalThis)) {
      this.#begin();
      return;
    }
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#begin();
      },
      { rootMargin: NEAR },
    );
    this.#near.observe(this);
  }

  async #load(): Promise<void> {
    const words = [this.locale, this.texts];
    if (words.every((each, place) => each === this.#words[place])) return;
    this.#words = words;
    try {
      const strings = await loadStrings(this.locale || 'en', this.texts);
      if (this.#words !== words) return;
      this.#strings = strings;
      this.requestUpdate();
    } catch (error) {
      if (this.#words !== words) return;
      this.#words = [];
      this.session.fail(error);
    }
  }

  /** Language or words have changed. */
  #translate(): void {
    if (!this.#words.length || !this.isConnected) return;
    const [locale] = this.#words;
    void this.#load();
    if (locale !== this.locale) this.#restart();
  }

  #restart(): void {
    if (this.session.state === 'idle') return;
    this.session.stop();
    void this.session.start();
  }

  /** The engine is there: what has waited for it comes first, then what the address names. */
  #arrived(): void {
    const { place } = this.#fragment;
    this.#say('', 0);
    if (this.#pending !== undefined) this.ask(this.#pending);
    else if (place) this.#follow(place);
    else this.#question.refresh();
  }

  /** The shopper went to a place by link, Back or Forward: the address is as it should be. */
  #follow(place: Place | undefined): void {
    if (this.session.state !== 'ready') {
      if (place) this.#begin();
      return;
    }
    const hit = place && 'entry' in place ? this.session.entry(place.entry) : undefined;
    if (hit) {
      this.#open(hit, 'link');
    } else if (place && 'question' in place) {
      this.#ask(place.question);
    } else {
      this.#question.set('');
      this.session.clear();
    }
  }

  #ask(question: string): Outcome | undefined {
    this.#unfold();
    this.#question.set(question);
    const outcome = this.session.ask(question);
    if (outcome) {
      this.#waited = this.#pending !== undefined;
      this.#pending = undefined;
      void this.#lead();
    } else if (this.session.state !== 'fallback') {
      this.#pending = question;
      this.#say(this.#strings?.help.loading ?? '', 0);
      this.#begin();
      this.requestUpdate();
    }
    return outcome;
  }

  #show(hit: Hit, how: AnswerPath): void {
    this.#open(hit, how);
    this.#fragment.go({ entry: hit.id });
  }

  #open(hit: Hit, how: AnswerPath): void {
    this.#unfold();
    this.#waited = false;
    this.session.open(hit, how);
    void this.#lead();
  }

  #unfold(): void {
    if (this.mode === 'button') void this.#panel.open();
  }

  #list(topic: Topic): void {
    this.session.browseTopic(topic);
    void this.#lead();
  }

  /** What was said into the microphone; the last words are a question. */
  #heard(text: string, final: boolean): void {
    this.#question.set(text);
    if (final) this.ask(text);
  }

  readonly #home = (): void => {
    this.#question.set('');
    this.session.clear();
    this.#fragment.go(undefined);
    this.updateComplete.then(() => this.#question.focus());
  };

  /** Takes the keyboard, and with it a screen reader, to the result. */
  async #lead(): Promise<void> {
    // It is read because it gets the focus: do not read it twice.
    this.#say('', 0);
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>('#result');
    heading?.focus({ preventScroll: true });
    const { top = 0 } = heading?.getBoundingClientRect() ?? {};
    if (top < 0 || top > innerHeight * SEEN) {
      this.renderRoot.querySelector('.result')?.scrollIntoView({ block: 'start' });
    }
  }

  #say(text: string, delay: number): void {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      this.#said = text;
      this.requestUpdate();
    }, delay);
  }
}
