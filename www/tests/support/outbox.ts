import type { OutboxMessage } from '../../src/outbox/index.js';
import { Outbox, type OutboxParts, TIMING, type Timing } from '../../src/outbox/outbox.js';
import type { Store } from '../../src/outbox/store.js';
import { leaseTurn, type Turn } from '../../src/outbox/turn.js';

/** What a device keeps and its pages share: a store, one turn at a time, and news. */
export class Device implements Store {
  readonly messages = new Map<string, OutboxMessage>();
  readonly pages = new Set<Page>();
  #lease = { owner: '', until: 0 };
  #turns: { page: Page; begin: () => void }[] = [];

  async all(): Promise<OutboxMessage[]> {
    await pause();
    return structuredClone([...this.messages.values()]);
  }

  async add(message: OutboxMessage): Promise<void> {
    await pause();
    this.messages.set(message.key, structuredClone(message));
  }

  async replace(message: OutboxMessage): Promise<boolean> {
    await pause();
    if (!this.messages.has(message.key)) return false;
    this.messages.set(message.key, structuredClone(message));
    return true;
  }

  async remove(key: string): Promise<void> {
    await pause();
    this.messages.delete(key);
  }

  async lease(owner: string, now: number, until: number): Promise<boolean> {
    await pause();
    const free = this.#lease.owner === owner || this.#lease.until <= now;
    if (free) this.#lease = { owner, until };
    return free;
  }

  close(): void {}

  /** As Web Locks: first come, first served, and who is gone is passed over. */
  turnOf(page: Page): Turn {
    return async (act) => {
      if (page.gone) return never;
      await new Promise<void>((begin) => {
        this.#turns.push({ page, begin });
        if (this.#turns.length === 1) begin();
      });
      await act();
      this.#release(page);
      return true;
    };
  }

  #release(page: Page): void {
    const first = this.#turns[0];
    this.#turns = this.#turns.filter((turn) => turn.page !== page);
    const next = this.#turns[0];
    if (first !== next) next?.begin();
  }

  /** The page is gone, in the midst of whatever it did. */
  kill(page: Page): void {
    page.gone = true;
    this.pages.delete(page);
    this.#release(page);
  }
}

/** One more step of the event loop, as a real store takes it. */
const pause = () => new Promise<void>((done) => setImmediate(done));
const never = new Promise<never>(() => {});

/** A page of the shop with its outbox. */
export class Page {
  readonly outbox: Outbox;
  gone = false;

  constructor(
    device: Device,
    post: OutboxParts['post'],
    options: { timing?: Partial<Timing>; random?: () => number; lease?: boolean } = {},
  ) {
    const { random = () => 0.5, lease = false } = options;
    const timing = { ...TIMING, ...options.timing };
    // A page that is gone does nothing more, and hears nothing.
    const living = <T>(act: () => Promise<T>): Promise<T> =>
      this.gone
        ? never
        : act().then(
            (value) => (this.gone ? never : value),
            (error) => (this.gone ? never : Promise.reject(error)),
          );
    const store: Store = {
      all: () => living(() => device.all()),
      add: (message) => living(() => device.add(message)),
      replace: (message) => living(() => device.replace(message)),
      remove: (key) => living(() => device.remove(key)),
      lease: (owner, now, until) => living(() => device.lease(owner, now, until)),
      close() {},
    };
    const channel: NonNullable<OutboxParts['channel']> = {
      onmessage: null,
      close() {},
      postMessage: (data) => {
        const copy = structuredClone(data);
        for (const page of device.pages) {
          if (page !== this) setImmediate(() => page.hear(copy));
        }
      },
    };
    this.#channel = channel;
    device.pages.add(this);
    const turn = lease
      ? leaseTurn(store, `${Math.random()}`, timing.patience * 1.5)
      : device.turnOf(this);
    this.outbox = new Outbox({
      ...{ store, turn, timing, random, channel },
      post: (url, init) => living(() => post(url, init)),
    });
  }

  readonly #channel: NonNullable<OutboxParts['channel']>;

  hear(data: unknown): void {
    if (!this.gone) {
      this.#channel.onmessage?.call(this.#channel as BroadcastChannel, { data } as MessageEvent);
    }
  }
}
