import type { Outcome } from '../outcome.js';

/** What a visit counts; no question and no answer is kept. */
interface Counts {
  /** Answers that the shopper called unhelpful. */
  unhelpful: number;
  /** Questions that had no answer. */
  unanswered: number;
}

const ENOUGH: Counts = { unhelpful: 2, unanswered: 3 };

/** Where the counts last for one visit: `sessionStorage`, or what behaves like it. */
export type VisitStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * How well a visit has gone so far: after two answers marked unhelpful, or three questions without
 * an answer, the ways to reach the shop come before everything else.
 */
export class Visit {
  readonly #name: string;
  #storage: VisitStorage | undefined;
  /** As last known; the storage is asked anew, as a page that comes back with "Back" is older. */
  #counts: Counts = { unhelpful: 0, unanswered: 0 };
  /** The question counted last. Typing on at it is no other question. */
  #last: { question: string; unanswered: boolean } | undefined;

  /**
   * @param storage keeps the counts from page to page. Default: the browser's `sessionStorage`;
   * where that is refused or full, they last as long as the page.
   * @param name of the item in it
   */
  constructor(storage: VisitStorage | undefined = sessionStorage(), name = 'faqlet-visit') {
    this.#storage = storage;
    this.#name = name;
  }

  /**
   * Counts a question whose outcome the shopper has seen. Call it when the question was sent or
   * typing has stopped, not at each letter; the same question, or one that it was typed on from,
   * counts once.
   */
  asked(question: string, outcome: Pick<Outcome, 'kind'>): void {
    const text = question.trim();
    if (!text) return;
    const unanswered = outcome.kind === 'contact';
    const last = this.#last;
    const same = last && (text.startsWith(last.question) || last.question.startsWith(text));
    this.#last = { question: text, unanswered };
    this.#add('unanswered', Number(unanswered) - Number(same ? last.unanswered : false));
  }

  /** Counts what the shopper said of an answer. */
  rated(helpful: boolean): void {
    this.#add('unhelpful', Number(!helpful));
  }

  /** Whether the ways to reach the shop come first, above an answer too. */
  get contactFirst(): boolean {
    const { unhelpful, unanswered } = this.#read();
    return unhelpful >= ENOUGH.unhelpful || unanswered >= ENOUGH.unanswered;
  }

  #add(count: keyof Counts, more: number): void {
    const counts = this.#read();
    counts[count] = Math.max(0, counts[count] + more);
    try {
      this.#storage?.setItem(this.#name, JSON.stringify(counts));
    } catch {
      this.#storage = undefined;
    }
  }

  #read(): Counts {
    try {
      const text = this.#storage?.getItem(this.#name);
      if (text) {
        const { unhelpful, unanswered } = JSON.parse(text);
        this.#counts = { unhelpful: count(unhelpful), unanswered: count(unanswered) };
      }
    } catch {
      // Refused, or not ours.
      this.#storage = undefined;
    }
    return this.#counts;
  }
}

function count(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}

function sessionStorage(): VisitStorage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
