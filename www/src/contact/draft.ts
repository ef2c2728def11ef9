import type { Hit } from '../outcome.js';
import { languageNames, listFormat } from './kept.js';
import type { Message } from './link.js';
import { fill, type Strings } from './strings.js';
import { clean, cut, graphemes } from './text.js';

/** What a page knows that helps whoever replies. All of it is shown to the shopper first. */
export interface Context {
  /** What the shopper asked; the beginning of their message. */
  readonly question?: string;
  /** The answers that they were shown: entries' ids and questions. */
  readonly answers?: readonly Pick<Hit, 'id' | 'question'>[];
  /** The product whose page they are on: its id, and its name in the shopper's language. */
  readonly product?: Readonly<Record<'id' | 'name', string>>;
  /** The page's address, as {@link pageAddress} gives it. */
  readonly page?: string;
  /** BCP 47 tag of the language that they read. */
  readonly language?: string;
  /** Who takes over, by the shop's routing. */
  readonly role?: string;
}

/** What may go along with the shopper's own words. */
export type PartName = 'answers' | 'product' | 'page' | 'language' | 'role';

/** One line that may go along. */
export interface Part {
  /** What it tells. */
  readonly name: PartName;
  /** The line as it is sent, in the language of the interface. */
  readonly text: string;
  /** The part of it that has its own direction, to be isolated where it is shown. */
  readonly value: string;
}

/** In the order of the message's lines. */
const PARTS: readonly PartName[] = ['product', 'answers', 'page', 'language', 'role'];
/** A subject that a list of mails shows whole, in characters as readers count them. */
const SUBJECT = 80;

/** The parts of a context that a message can have, in the words of the interface. */
export function contextParts(context: Context, strings: Strings): Part[] {
  const { answers = [], product, page, language, role } = context;
  const { locale, message } = strings;
  const list = listFormat(locale);
  const values: Record<PartName, string | undefined> = {
    product: product?.name,
    answers: list.format(answers.map(({ question }) => fill(message.quote, { text: question }))),
    page,
    language: language && languageNames(locale).of(language),
    role,
  };
  return PARTS.flatMap((name) => {
    const value = clean(values[name] ?? '').replace(/\s+/g, ' ');
    return value ? [{ name, text: fill(message[name], { value }), value }] : [];
  });
}

/**
 * A message that the shopper sees and changes before it goes: their own words, and below them the
 * lines that they leave in. Nothing else is ever in it.
 */
export class Draft {
  /** The lines that may go along. */
  readonly parts: readonly Part[];
  /** The shopper's own words; at first, their question. Yours to bind to a text field. */
  words: string;

  readonly #context: Context;
  readonly #strings: Strings;
  readonly #without = new Set<PartName>();

  constructor(context: Context, strings: Strings) {
    this.#context = context;
    this.#strings = strings;
    this.words = clean(context.question ?? '');
    this.parts = contextParts(context, strings);
  }

  /** Whether a line goes along; at first all do. */
  has(name: PartName): boolean {
    return this.parts.some((part) => part.name === name) && !this.#without.has(name);
  }

  /** Leaves a line in or out. */
  include(name: PartName, included: boolean): void {
    if (included) this.#without.delete(name);
    else this.#without.add(name);
  }

  /** The whole message. */
  get text(): string {
    const lines = this.parts.filter(({ name }) => this.has(name)).map(({ text }) => text);
    return [clean(this.words), lines.join('\n')].filter(Boolean).join('\n\n');
  }

  /** What it is about, in one line: the beginning of the shopper's words. */
  get subject(): string {
    const words = clean(this.words).replace(/\s+/g, ' ');
    return words
      ? cut(words, (text) => graphemes(text).length <= SUBJECT)
      : this.#strings.message.subject;
  }

  /** For {@link contactLink}. */
  get message(): Message {
    return { text: this.text, subject: this.subject };
  }

  /** The lines that go along, in a form for programs: of each what its line says, and no more. */
  get context(): Omit<Context, 'question'> {
    const { question: _, ...known } = this.#context;
    return Object.fromEntries(Object.entries(known).filter(([name]) => this.has(name as PartName)));
  }
}
