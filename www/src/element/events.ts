import type { FaqletErrorCode } from '../errors.js';
import type { ChannelType } from '../manifest.js';
import type { Outcome } from '../outcome.js';

/** How a shopper came to an answer. */
export type AnswerPath =
  /** It was the outcome of their question. */
  | 'answer'
  /** Chosen where the question was asked back. */
  | 'chosen'
  /** Chosen from what was suggested while typing. */
  | 'suggestion'
  /** Beside another answer, or nearest to a question without one. */
  | 'related'
  /** From the useful questions or a topic. */
  | 'browse'
  /** By a link: within an answer, or the page's address. */
  | 'link';

/** A shopper has asked: sent once a question, not at each letter. */
export interface AskDetail {
  /** What was asked, trimmed. */
  readonly question: string;
  /** What it led to. */
  readonly kind: Outcome['kind'];
  /** Probability, 0 to 1, that the first entry answers the question. */
  readonly confidence: number;
  /** Why people answer it; only where `kind` is `contact`. */
  readonly reason?: Extract<Outcome, { kind: 'contact' }>['reason'];
  /** Ids of the entries shown, best first. */
  readonly entries: readonly string[];
  /** Id of the product whose page it was asked on. */
  readonly product?: string;
  /** BCP 47 tag of the content's language. */
  readonly language: string;
}

/** An answer was opened. */
export interface AnswerDetail {
  /** The entry's id. */
  readonly id: string;
  /** The entry's question. */
  readonly question: string;
  /** How the shopper came to it. */
  readonly how: AnswerPath;
}

/**
 * What a shopper said of an answer, or of the help as a whole. An answer is rated once; where they
 * then write something, it follows as a second event with the same id.
 */
export interface FeedbackDetail {
  /** The entry's id; absent: it is not about an entry. */
  readonly id?: string;
  /** What was asked. */
  readonly question: string;
  /** Whether it helped. */
  readonly helpful: boolean;
  /** What they wrote after a yes. */
  readonly comment?: string;
  /** What they missed, after a no. */
  readonly missing?: string;
  /** Whether the matter was settled, asked once after a contact. */
  readonly settled?: boolean;
}

/**
 * A shopper took a way to reach the shop: at the click; for a form that is sent from here, when its
 * message was taken.
 */
export interface ContactDetail {
  /** The channel's id. */
  readonly channel: string;
  /** The channel's type. */
  readonly type: ChannelType;
  /** What was asked before. */
  readonly question: string;
}

/** Something is missing; the shopper sees the fallback, or the answer's place says so. */
export interface ErrorDetail {
  /** As of `FaqletError`; `load-failed` where a part of the element did not arrive. */
  readonly code: FaqletErrorCode | 'load-failed';
  /** What went wrong, in English, for developers. */
  readonly message: string;
}

/**
 * What the element tells the page, by event; beside them there is `faqlet:chat`. They bubble, and
 * leave shadow trees. Nothing is sent anywhere.
 */
export interface FaqletEvents {
  /** A question was asked. */
  'faqlet:ask': AskDetail;
  /** An answer was opened. */
  'faqlet:answer': AnswerDetail;
  /** The shopper said whether it helped. */
  'faqlet:feedback': FeedbackDetail;
  /** A way to reach the shop was taken. */
  'faqlet:contact': ContactDetail;
  /** Something is missing. */
  'faqlet:error': ErrorDetail;
}

type EventMap = { [T in keyof FaqletEvents]: CustomEvent<FaqletEvents[T]> };

declare global {
  interface GlobalEventHandlersEventMap extends EventMap {}
}
