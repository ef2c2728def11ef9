import type { Channel, Notice, Route } from './manifest.js';
import type { ShopTime } from './shop-time.js';

/** An entry that the engine found. */
export interface Hit {
  /** Number of the entry within its language, which leads to its answer. */
  readonly index: number;
  /** The entry's id, the same in all languages. */
  readonly id: string;
  /** The question, as the editor wrote it. */
  readonly question: string;
  /** The product that the entry is about; absent: all of the shop. */
  readonly product?: string;
  /** Tags of its topics. */
  readonly tags: readonly string[];
  /** Rank within one outcome, higher is better; not comparable between questions. */
  readonly score: number;
  /**
   * The parts of {@link question} that match what was asked, in order and apart, for
   * `question.slice(start, end)`: whole words, and of a word that is being typed its letters so
   * far.
   */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

/** A way to reach the shop, and whether somebody is there now. */
export interface ContactOption extends Channel {
  /** Whether it is staffed now; always true for a channel without hours. */
  readonly open: boolean;
  /** When {@link open} changes; absent: never, or nobody knows. */
  readonly changesAt?: Date | undefined;
}

/** Whether a person is offered beside an answer. */
export type Handoff = 'never' | 'offer' | 'always';

interface Common {
  /** Probability, 0 to 1, that the first entry answers the question. */
  readonly confidence: number;
  /** Every way to reach the shop that is offered here, best first. */
  readonly contact: readonly ContactOption[];
  /** Who takes over, where the shop's routing says so. */
  readonly route?: Route | undefined;
  /** What the shop announces on this topic, on this product, or to everyone. */
  readonly notices: readonly Notice[];
}

/** One entry answers the question. */
export interface Answer extends Common {
  /** Tells outcomes apart. */
  readonly kind: 'answer';
  /** The entry. */
  readonly entry: Hit;
  /** Whether the contact options belong beside the answer. */
  readonly handoff: Handoff;
  /** Entries close to it, best first. */
  readonly related: readonly Hit[];
}

/** Two to five entries are too close to call: the shopper chooses. */
export interface Choose extends Common {
  /** Tells outcomes apart. */
  readonly kind: 'choose';
  /** The entries, best first. */
  readonly entries: readonly Hit[];
}

/** No entry answers the question: people do. */
export interface Contact extends Common {
  /** Tells outcomes apart. */
  readonly kind: 'contact';
  /**
   * `empty`: nothing was asked; `unknown`: nothing in the content matches, or keys were hit;
   * `unsure`: something matches, not well enough to be called an answer; `person`: a person is
   * asked for; `abuse`: there are only coarse words; `vague`: it does not say what it is about, so
   * that help with asking does more than contact.
   */
  readonly reason: 'empty' | 'unknown' | 'unsure' | 'person' | 'abuse' | 'vague';
  /**
   * Entries that come nearest, best first; may be empty. Where nothing was asked, those of
   * `Faqlet.browse`.
   */
  readonly related: readonly Hit[];
}

/** What a question led to. */
export type Outcome = Answer | Choose | Contact;

/** The same outcome as the engine gives it: names and numbers in the place of the manifest's parts. */
export type EngineOutcome = FromEngine<Answer> | FromEngine<Choose> | FromEngine<Contact>;

type FromEngine<T> = Omit<T, 'contact' | 'route' | 'notices'> & {
  readonly contact: readonly EngineOption[];
  /** Place in {@link Desk.routes}. */
  readonly route?: number;
  /** Places in {@link Desk.notices}. */
  readonly notices: readonly number[];
};

/** A way to reach the shop as the engine gives it. */
export interface EngineOption extends Pick<ContactOption, 'id' | 'open'> {
  /** When {@link open} changes, on the shop's wall clock. */
  readonly changes?: ShopTime;
}
