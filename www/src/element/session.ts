import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Faqlet } from '../client.js';
import { Visit } from '../contact/visit.js';
import { FaqletError } from '../errors.js';
import type { Notice, Route, Topic } from '../manifest.js';
import type { OutboxOptions } from '../outbox/index.js';
import type { Outbox } from '../outbox/outbox.js';
import type { ContactOption, Handoff, Hit, Outcome } from '../outcome.js';
import type { AnswerPath, FaqletEvents } from './events.js';
import type { Session } from './view.js';

export type { Session } from './view.js';

/**
 * How far the element is: `idle` (nothing was fetched), `loading`, `ready` (it answers), or
 * `fallback` (it cannot, and shows what the page has in its place).
 */
export type State = 'idle' | 'loading' | 'ready' | 'fallback';

/** What the page knows, as {@link Faqlet.ask} takes it. */
export type Facts = Readonly<Record<string, string | readonly string[]>>;

/** What the session reads of the element. */
export interface SessionHost extends ReactiveControllerHost, HTMLElement {
  readonly src: string | undefined;
  readonly locale: string;
  readonly product: string | undefined;
  readonly facts: Facts | undefined;
  readonly faqlet: Faqlet | undefined;
  readonly outbox: OutboxOptions | undefined;
  emit<T extends keyof FaqletEvents>(name: T, detail: FaqletEvents[T]): void;
}

/** Entries suggested while typing, and named by an outcome. */
const LIMIT = 6;
/** Of the answers seen, the last ones go along with a message. */
const READ = 3;
/** Letters from which on an unfinished question says anything. */
const ENOUGH = 3;

/** Loads what answers when it is first needed, asks it, and keeps what came of it. */
export class HelpSession implements Session, ReactiveController {
  state: State = 'idle';
  question = '';
  outcome: Outcome | undefined;
  shown: Hit | undefined;
  /** Entries to show beside {@link shown}. */
  related: readonly Hit[] = [];
  /** Whether a person belongs beside {@link shown}. */
  handoff: Handoff = 'offer';
  /** Notices that hold for {@link shown} and not for the whole page. */
  answerNotices: readonly Notice[] = [];
  read: readonly { readonly id: string; readonly question: string }[] = [];
  /** The topic whose questions are listed. */
  topic: Topic | undefined;

  readonly #host: SessionHost;
  #faqlet: Faqlet | undefined;
  /** Ended when what is being loaded is no longer wanted. */
  #loading: AbortController | undefined;
  /** The outcome of nothing: contact and notices of the page. */
  #before: Outcome | undefined;
  /** What belongs to {@link shown}, where it is not the outcome's own entry. */
  #about: Outcome | undefined;
  /** What {@link browse} found on this page, by topic. */
  readonly #browsed = new Map<string | undefined, readonly Hit[]>();
  #visit: Visit | undefined;
  #outbox: Promise<Outbox> | undefined;

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Messages of an earlier page go off even if nobody looks at the help.
    if (this.#waits()) this.outbox.catch(() => {});
  }

  hostDisconnected(): void {
    this.stop();
    this.#outbox?.then(
      (outbox) => outbox.close(),
      () => {},
    );
    this.#outbox = undefined;
  }

  get language(): string {
    return this.#faqlet?.language ?? this.#host.locale;
  }

  /** The direction of the content. */
  get direction(): 'ltr' | 'rtl' | undefined {
    return this.#faqlet?.direction;
  }

  get product(): { readonly id: string; readonly name: string } | undefined {
    const id = this.#host.product;
    return id ? { id, name: this.productName(id) } : undefined;
  }

  get contact(): readonly ContactOption[] {
    return (this.#about ?? this.outcome ?? this.#before)?.contact ?? [];
  }

  get route(): Route | undefined {
    return (this.#about ?? this.outcome)?.route;
  }

  /** What the shop announces on this page. */
  get notices(): readonly Notice[] {
    return this.#before?.notices ?? [];
  }

  /** Topics that have questions on this page. */
  get topics(): readonly Topic[] {
    return (this.#faqlet?.topics ?? []).filter(({ tag }) => this.browse(tag).length);
  }

  get timeZone(): string | undefined {
    return this.#faqlet?.timeZone;
  }

  get visit(): Visit {
    this.#visit ??= new Visit();
    return this.#visit;
  }

  get sending(): boolean {
    return this.#outbox !== undefined;
  }

  get outbox(): Promise<Outbox> {
    if (!this.#outbox) {
      this.#outbox = this.#openOutbox();
      this.#host.requestUpdate();
    }
    return this.#outbox;
  }

  productName(id: string): string {
    return this.#faqlet?.products[id] ?? id;
  }

  /** The name of the entry's product, where the page is not that product's own. */
  foreignProduct({ product }: Hit): string | undefined {
    return product && product !== this.#host.product ? this.productName(product) : undefined;
  }

  /** Loads client, engine and index, unless that was done or is being done. */
  async start(): Promise<void> {
    if (this.state === 'loading' || this.state === 'ready') return;
    removeEventListener('online', this.#retry);
    this.#set('loading');
    await this.#fetch();
  }

  /** Loads for this page. What was loaded before serves until then, and where it fails. */
  async #fetch(): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    try {
      const own = this.#host.faqlet;
      const faqlet = own ?? (await this.#load(loading.signal));
      if (loading.signal.aborted) {
        if (!own) faqlet.close();
        return;
      }
      this.#release();
      this.#faqlet = faqlet;
      this.refresh();
      if (this.#faqlet) this.#set('ready');
    } catch (error) {
      if (!loading.signal.aborted && !this.#faqlet) this.fail(error);
    }
  }

  /** Forgets and frees everything; {@link start} begins anew. */
  stop(): void {
    removeEventListener('online', this.#retry);
    this.#loading?.abort();
    this.#release();
    this.clear();
    this.#set('idle');
  }

  /** Shows the fallback from now on, and says why. */
  fail(error: unknown): void {
    this.report(error);
    this.#loading?.abort();
    this.#release();
    this.clear();
    addEventListener('online', this.#retry, { once: true });
    this.#set('fallback');
  }

  /** Tells the page, and who looks into its console, what went wrong. */
  report(error: unknown): void {
    const { code = 'load-failed', message = String(error) } = error as Partial<FaqletError>;
    console.warn(`faqlet: ${message}`);
    this.#host.emit('faqlet:error', { code, message });
  }

  /** Takes what the page says anew: product and facts. */
  refresh(): void {
    const { faqlet, product } = this.#host;
    this.#browsed.clear();
    this.#before = this.#ask('');
    if (!faqlet && this.#faqlet?.productShards && this.#faqlet.product !== product) this.#fetch();
  }

  /** Entries for what has been typed so far. */
  suggest(text: string): readonly Hit[] {
    const question = text.trim();
    if ([...question].length < ENOUGH) return [];
    const outcome = this.#ask(question);
    const hits = outcome ? entriesOf(outcome) : [];
    // The answer is there when it is asked for, and moves nothing when it arrives.
    if (hits[0]) this.answer(hits[0]).catch(() => {});
    return hits;
  }

  /**
   * Asks a question whole.
   *
   * @returns the outcome; `undefined` while nothing can answer.
   */
  ask(text: string): Outcome | undefined {
    const question = text.trim();
    const outcome = this.#ask(question);
    if (!outcome) return undefined;
    this.clear();
    this.question = question;
    this.outcome = outcome;
    this.visit.asked(question, outcome);
    const { kind, confidence } = outcome;
    const { product } = this.#host;
    this.#host.emit('faqlet:ask', {
      question,
      kind,
      confidence,
      ...(kind === 'contact' && { reason: outcome.reason }),
      entries: entriesOf(outcome).map(({ id }) => id),
      ...(product && { product }),
      language: this.language,
    });
    if (kind === 'answer') this.#show(outcome.entry, 'answer', outcome, outcome.related);
    this.#host.requestUpdate();
    return outcome;
  }

  /** Opens an entry's answer. What was asked before stays what was asked. */
  open(hit: Hit, how: AnswerPath): void {
    const about = this.#ask(hit.question, hit.product);
    if (!about) return;
    const others = how === 'chosen' && this.outcome ? entriesOf(this.outcome) : entriesOf(about);
    this.topic = undefined;
    if (how !== 'chosen' && how !== 'related') {
      this.question = how === 'suggestion' ? hit.question : '';
      this.outcome = undefined;
    }
    this.#show(hit, how, about, others);
    this.#host.requestUpdate();
  }

  #show(hit: Hit, how: AnswerPath, about: Outcome, others: readonly Hit[]): void {
    const { id, question } = hit;
    const own = about.kind === 'answer' && about.entry.id === id ? about : undefined;
    this.shown = hit;
    this.related = others.filter((other) => other.id !== id);
    this.handoff = own?.handoff ?? 'offer';
    this.#about = own;
    const known = new Set(this.notices.map((notice) => notice.id));
    this.answerNotices = (own?.notices ?? []).filter((notice) => !known.has(notice.id));
    this.read = [...this.read.filter((other) => other.id !== id), { id, question }].slice(-READ);
    this.#host.emit('faqlet:answer', { id, question, how });
  }

  /** Lists a topic's questions. */
  browseTopic(topic: Topic): void {
    this.clear();
    this.topic = topic;
    this.#host.requestUpdate();
  }

  /** The questions of a topic, or without one the most useful ones of the page. */
  browse(topic?: string): readonly Hit[] {
    const { product } = this.#host;
    let hits = this.#browsed.get(topic);
    if (!hits) {
      const options = { ...(topic && { topic }), ...(product && { product }) };
      hits = this.#use((faqlet) => faqlet.browse(options)) ?? [];
      this.#browsed.set(topic, hits);
    }
    return hits;
  }

  /** Back to the start: nothing is asked, nothing is open. */
  clear(): void {
    this.question = '';
    this.outcome = undefined;
    this.shown = undefined;
    this.#about = undefined;
    this.related = [];
    this.answerNotices = [];
    this.topic = undefined;
    this.#host.requestUpdate();
  }

  /** The entry with an id. */
  entry(id: string): Hit | undefined {
    return this.#use((faqlet) => faqlet.entry(id));
  }

  /** The answer of an entry, as sanitised HTML. */
  async answer({ id }: Hit): Promise<string> {
    const faqlet = this.#faqlet;
    if (!faqlet) throw new FaqletError('engine-unavailable', 'Not loaded.');
    const found = await faqlet.answerOf(id);
    if (found.faqlet !== faqlet && faqlet === this.#faqlet && faqlet !== this.#host.faqlet) {
      this.#faqlet = found.faqlet;
      faqlet.close();
    }
    return found.answer;
  }

  #ask(question: string, product = this.#host.product): Outcome | undefined {
    const { facts } = this.#host;
    return this.#use((faqlet) =>
      faqlet.ask(question, { limit: LIMIT, ...(product && { product }), ...(facts && { facts }) }),
    );
  }

  #use<T>(act: (faqlet: Faqlet) => T): T | undefined {
    if (!this.#faqlet) return undefined;
    try {
      return act(this.#faqlet);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  async #load(signal: AbortSignal): Promise<Faqlet> {
    const { src, locale, product } = this.#host;
    if (!src) {
      throw new FaqletError('invalid-argument', 'Set src.');
    }
    const { Faqlet } = await import('../index.js');
    return Faqlet.load({ base: src, language: locale, signal, product });
  }

  #release(): void {
    if (this.#faqlet !== this.#host.faqlet) this.#faqlet?.close();
    this.#faqlet = undefined;
    this.#browsed.clear();
    this.#before = undefined;
  }

  readonly #retry = () => void this.start();

  #set(state: State): void {
    this.state = state;
    this.#host.requestUpdate();
  }

  async #openOutbox(): Promise<Outbox> {
    try {
      const { openOutbox } = await import('../outbox/index.js');
      const outbox = await openOutbox(this.#host.outbox);
      if (this.#host.isConnected) {
        outbox.subscribe((messages) =>
          this.#remember(messages.some(({ kept, state }) => kept && state !== 'sent')),
        );
      } else {
        outbox.close();
      }
      return outbox;
    } catch (error) {
      this.#outbox = undefined;
      throw error;
    }
  }

  get #mark(): string {
    return `${this.#host.outbox?.name ?? 'faqlet-outbox'}-waits`;
  }

  #waits(): boolean {
    try {
      return localStorage.getItem(this.#mark) !== null;
    } catch {
      return false;
    }
  }

  #remember(waits: boolean): void {
    try {
      if (waits) localStorage.setItem(this.#mark, '1');
      else localStorage.removeItem(this.#mark);
    } catch {
      // Where nothing is kept, no message waits either.
    }
  }
}

/** The entries that an outcome names, best first. */
export function entriesOf(outcome: Outcome): readonly Hit[] {
  switch (outcome.kind) {
    case 'answer':
      return [outcome.entry, ...outcome.related];
    case 'choose':
      return outcome.entries;
    default:
      return outcome.related;
  }
}
