import type { Topic } from '../manifest.js';
import type { Hit, Outcome } from '../outcome.js';
import type { AnswerPath } from './events.js';

/** Where views lead the shopper. The element follows: address, keyboard, and what is read out. */
export interface Guide {
  /** Entries for what has been typed so far. */
  suggest(text: string): readonly Hit[];
  /** Asks a question whole. */
  ask(question: string): Outcome | undefined;
  /** Opens an entry's answer. */
  answer(hit: Hit, how: AnswerPath): void;
  /** Opens an entry that a link names. */
  show(id: string): boolean;
  /** Lists a topic's questions. */
  browse(topic: Topic): void;
  /** The name of the entry's product, where the page is not that product's own. */
  foreignProduct(hit: Hit): string | undefined;
  /** The address of an entry's answer on this page; `undefined`: it has none. */
  address(id: string): string | undefined;
  /**
   * Says something to those who hear the page.
   *
   * @param delay in milliseconds
   */
  say(text: string, delay: number): void;
}
