import { FaqletError } from '../errors.js';
import { attempt, backOff, type Post } from './attempt.js';
import type { OutboxMessage } from './message.js';
import type { Store } from './store.js';
import type { Turn } from './turn.js';

/** How patient an outbox is; all in milliseconds. */
export interface Timing {
  /** The first wait after a failure; each further one is twice as long. Default: 2 s. */
  readonly firstWait: number;
  /** The longest wait that doubling leads to. Default: 5 min. */
  readonly longestWait: number;
  /** How long the server may take to answer. Default: 30 s. */
  readonly patience: number;
  /**
   * After so long a message is no longer sent unasked. Default: 3 days. The server must know a
   * key again for at least as long.
   */
  readonly giveUpAfter: number;
  /** After so long a refused message is forgotten unasked. Default: 30 days. */
  readonly forgetAfter: number;
}

const DAY = 86_400_000;

export const TIMING: Timing = {
  firstWait: 2_000,
  longestWait: 300_000,
  patience: 30_000,
  giveUpAfter: 3 * DAY,
  forgetAfter: 30 * DAY,
};

/** No server is believed that asks to wait for longer. */
const LONGEST_ASKED = DAY;
/** When another page has the turn: it should tell what it did; if it is gone, this one goes on. */
const OTHERS_TURN = 5_000;

/** What an outbox is made of; tests give their own. */
export interface OutboxParts {
  /** Absent: messages last as long as the page. */
  readonly store?: Store | undefined;
  readonly turn: Turn;
  readonly post: Post;
  readonly timing: Timing;
  readonly random: () => number;
  /** To and from the other pages of the shop; absent where the browser has no such channel. */
  readonly channel?: Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'> | undefined;
  /** Calls `wake` when the server may be reachable again; gives what ends that. */
  readonly signals?: (wake: () => void) => () => void;
}

/** What pages tell each other. */
interface News {
  readonly message?: OutboxMessage;
  /** Key of a message that was deleted. */
  readonly gone?: string;
}

/** Gets all messages, oldest first, whenever one changes. */
export type OutboxListener = (messages: readonly OutboxMessage[]) => void;

/**
 * Messages to the shop that must arrive. Each is kept until the server has acknowledged it, over
 * reloads and time offline, and is posted by one page at a time; with its key, the server can tell
 * a repetition whose acknowledgement got lost.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #listeners = new Set<OutboxListener>();
  readonly #messages = new Map<string, OutboxMessage>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  /** What was asked for while a round was running. */
  #next: 'due' | 'unreachable' | undefined;
  readonly #endSignals: (() => void) | undefined;
  #closed = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    if (parts.channel) parts.channel.onmessage = ({ data }) => this.#heard(data);
    this.#endSignals = parts.signals?.(() => this.wake());
    this.wake();
  }

  /** Whether messages outlast the page. If not, tell the shopper to keep it open. */
  get durable(): boolean {
    return this.#parts.store !== undefined;
  }

  /** All messages, oldest first; those that were sent, since the page was opened. */
  get messages(): readonly OutboxMessage[] {
    return [...this.#messages.values()].sort((one, other) => one.writtenAt - other.writtenAt);
  }

  /**
   * Calls a listener now and whenever a message changes.
   *
   * @returns a function that ends it.
   */
  subscribe(listener: OutboxListener): () => void {
    this.#listeners.add(listener);
    listener(this.messages);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes a message and begins to send it.
   *
   * @param url where it is posted, `https:` or `http:`
   * @param body what is posted, as JSON, with the message's `key` added
   * @returns the message as it was kept, when it is.
   * @throws FaqletError `invalid-argument` for another address.
   */
  async send(url: string | URL, body: Readonly<Record<string, unknown>>): Promise<OutboxMessage> {
    const address = String(new URL(url, globalThis.document?.baseURI));
    if (!/^https?:/.test(address)) {
      throw new FaqletError('invalid-argument', `${address}: not an address to post to.`);
    }
    const now = Date.now();
    let message: OutboxMessage = {
      key: newKey(),
      url: address,
      // As it will be sent, so that what changes afterwards does not change it.
      body: JSON.parse(JSON.stringify(body)),
      state: 'waiting',
      attempts: 0,
      writtenAt: now,
      nextAt: now,
      kept: this.durable,
    };
    try {
      await this.#parts.store?.add(message);
    } catch {
      // The disk is full, or the shopper cleared the storage: it is sent from memory.
      message = { ...message, kept: false };
    }
    this.#show(message);
    this.#go('due');
    return message;
  }

  /**
   * Sends a refused message again, with the same key, or one that waits for a connection at once.
   * Does nothing to others: a server that asked to wait is not asked sooner.
   */
  async retry(key: string): Promise<void> {
    const message = this.#messages.get(key);
    if (message?.state !== 'refused' && message?.problem !== 'unreachable') return;
    const { problem: _, status: __, ...rest } = message;
    const now = Date.now();
    await this.#write({ ...rest, state: 'waiting', writtenAt: now, nextAt: now });
    this.#go('due');
  }

  /** Deletes a message from this device; one that is on its way may still arrive. */
  async discard(key: string): Promise<void> {
    this.#forget(key);
    this.#announce({ gone: key });
    await this.#parts.store?.remove(key).catch(() => {});
  }

  /** Sends what waits because nothing could be reached; call it when that may have changed. */
  wake(): void {
    this.#go('unreachable');
  }

  /** Ends everything but what is in flight. Messages stay for the next page. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#endSignals?.();
    this.#listeners.clear();
    this.#parts.channel?.close();
    const end = () => this.#parts.store?.close();
    if (this.#running) this.#running.then(end);
    else end();
  }

  /** Begins a round, or has the running one followed by another. */
  #go(which: 'due' | 'unreachable'): void {
    if (this.#closed) return;
    if (this.#running) {
      this.#next = this.#next === 'unreachable' ? this.#next : which;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#round(which)
      .catch(() => false)
      .then((had) => {
        this.#running = undefined;
        const next = this.#next;
        this.#next = undefined;
        if (next) this.#go(next);
        else this.#schedule(had);
      });
  }

  /** @returns whether this page had the turn. */
  async #round(which: 'due' | 'unreachable'): Promise<boolean> {
    const { turn, timing } = this.#parts;
    return turn(async () => {
      await this.#refresh();
      const now = Date.now();
      const due = this.messages.filter(({ state, nextAt, problem }) => {
        if (state !== 'waiting' && state !== 'sending') return false;
        // A clock that was set back must not make a message wait for longer than any wait.
        return (
          nextAt <= now ||
          nextAt > now + Math.max(LONGEST_ASKED, timing.longestWait) ||
          (which === 'unreachable' && problem === 'unreachable')
        );
      });
      await Promise.all(due.map((message) => this.#deliver(message)));
    });
  }

  /** Takes over what the store has: what other pages wrote, and what a page that is gone left. */
  async #refresh(): Promise<void> {
    const { store, timing } = this.#parts;
    const before = new Map(this.#messages);
    const stored = await store?.all().catch(() => undefined);
    if (!store || !stored) return;
    // What was written or heard while we read is newer than what we read.
    const unchanged = (key: string) => this.#messages.get(key) === before.get(key);
    const now = Date.now();
    for (const message of stored) {
      if (message.state === 'refused' && message.writtenAt + timing.forgetAfter < now) {
        await store.remove(message.key);
      } else if (unchanged(message.key)) {
        this.#messages.set(message.key, message);
      }
    }
    const there = new Set(stored.map(({ key }) => key));
    for (const { key, state, kept } of before.values()) {
      // Deleted by a page that could not tell. What was sent is shown until the page is left.
      if (kept && state !== 'sent' && !there.has(key) && unchanged(key)) {
        this.#messages.delete(key);
      }
    }
    this.#tell();
  }

  async #deliver(message: OutboxMessage): Promise<void> {
    const { timing, post, random, store } = this.#parts;
    if (this.#closed) return;
    if (message.writtenAt + timing.giveUpAfter < Date.now()) {
      await this.#write({ ...message, state: 'refused', problem: 'expired' });
      return;
    }
    const attempts = message.attempts + 1;
    const sending: OutboxMessage = { ...message, state: 'sending', attempts };
    if (!(await this.#write(sending))) return;
    const verdict = await attempt(sending, post, timing.patience);
    const { status } = verdict;
    if (verdict.kind === 'sent') {
      const { problem: _, ...rest } = sending;
      await store?.remove(sending.key).catch(() => {});
      this.#show({ ...rest, state: 'sent', status: verdict.status });
    } else if (verdict.kind === 'refused') {
      await this.#write({
        ...sending,
        state: 'refused',
        problem: 'rejected',
        status: verdict.status,
      });
    } else {
      const own = backOff(attempts, timing.firstWait, timing.longestWait, random());
      const wait = Math.max(own, Math.min(verdict.wait ?? 0, LONGEST_ASKED));
      const { status: _, ...rest } = sending;
      await this.#write({
        ...rest,
        state: 'waiting',
        problem: verdict.problem,
        ...(status !== undefined && { status }),
        nextAt: Date.now() + wait,
      });
    }
  }

  /** Writes and shows a change; `false` if the message was deleted meanwhile. */
  async #write(message: OutboxMessage): Promise<boolean> {
    if (message.kept) {
      try {
        if (!(await this.#parts.store?.replace(message))) {
          this.#forget(message.key);
          return false;
        }
      } catch {
        // The storage is gone under us. From here on this page alone has the message.
        this.#show({ ...message, kept: false });
        return true;
      }
    } else if (!this.#messages.has(message.key)) {
      return false;
    }
    this.#show(message);
    return true;
  }

  /** Sets the alarm for what waits. */
  #schedule(had: boolean): void {
    const waits = this.messages
      .filter(({ state }) => state === 'waiting' || state === 'sending')
      .map(({ nextAt }) => Math.max(nextAt - Date.now(), had ? 0 : OTHERS_TURN));
    if (this.#closed || !waits.length) return;
    const wait = Math.min(...waits, this.#parts.timing.longestWait);
    this.#timer = setTimeout(() => this.#go('due'), wait);
  }

  /** What another page tells. */
  #heard(data: News): void {
    if (data.gone) this.#forget(data.gone);
    const { message } = data;
    if (!message) return;
    this.#messages.set(message.key, message);
    this.#tell();
    // Should that page go before the message does, this one sends it.
    if (!this.#running) {
      clearTimeout(this.#timer);
      this.#schedule(message.state !== 'sending');
    }
  }

  #show(message: OutboxMessage): void {
    this.#messages.set(message.key, message);
    if (message.kept) this.#announce({ message });
    this.#tell();
  }

  #announce(news: News): void {
    if (!this.#closed) this.#parts.channel?.postMessage(news);
  }

  #forget(key: string): void {
    this.#messages.delete(key);
    this.#tell();
  }

  #tell(): void {
    const { messages } = this;
    for (const listener of this.#listeners) listener(messages);
  }
}

/** 122 random bits. `crypto.randomUUID` itself is missing on pages without HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20),
  ].join('-');
}
