/**
 * faqlet/outbox: messages to the shop that are kept on the device until they have arrived.
 *
 * @packageDocumentation
 */
import { Outbox, TIMING, type Timing } from './outbox.js';
import { DeviceStore, type Store } from './store.js';
import { leaseTurn, lockTurn, ownTurn, type Turn } from './turn.js';

export type { MessageState, OutboxMessage, Problem } from './message.js';
export type { Outbox, OutboxListener, Timing } from './outbox.js';

/** Options of {@link openOutbox}. */
export interface OutboxOptions {
  /** Tells outboxes of one origin apart. Default: `faqlet-outbox`. */
  readonly name?: string;
  /** How patient it is. */
  readonly timing?: Partial<Timing>;
  /** Makes every request in place of the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * Opens the outbox and goes on sending what waits from earlier pages: open it on every page of the
 * shop. Where the browser keeps nothing, it works from memory and is not `durable`.
 */
export async function openOutbox(options: OutboxOptions = {}): Promise<Outbox> {
  const { name = 'faqlet-outbox', fetch } = options;
  const timing = { ...TIMING, ...options.timing };
  const store = await DeviceStore.open(name).catch(() => undefined);
  return new Outbox({
    store,
    timing,
    turn: turnOf(store, name, timing),
    post: (url, init) => (fetch ?? globalThis.fetch)(url, init),
    random: Math.random,
    channel: store && globalThis.BroadcastChannel ? new BroadcastChannel(name) : undefined,
    signals,
  });
}

function turnOf(store: Store | undefined, name: string, { patience }: Timing): Turn {
  if (!store) return ownTurn;
  const locks = globalThis.navigator?.locks;
  // Longer than an attempt, so that no other page begins while it lasts.
  return locks ? lockTurn(locks, name) : leaseTurn(store, String(Math.random()), patience * 1.5);
}

/** The device is online again, or the page, whose timers the browser slowed down, is looked at. */
function signals(wake: () => void): () => void {
  const shown = () => {
    if (document.visibilityState === 'visible') wake();
  };
  globalThis.addEventListener?.('online', wake);
  globalThis.document?.addEventListener('visibilitychange', shown);
  return () => {
    globalThis.removeEventListener?.('online', wake);
    globalThis.document?.removeEventListener('visibilitychange', shown);
  };
}
