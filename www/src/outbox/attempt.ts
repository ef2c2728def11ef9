import type { OutboxMessage, Problem } from './message.js';

/** How an attempt to post a message ended. */
export type Verdict =
  | { readonly kind: 'sent'; readonly status: number }
  | { readonly kind: 'refused'; readonly status: number }
  | {
      readonly kind: 'later';
      readonly problem: Problem;
      readonly status?: number;
      /** Milliseconds that the server asked to wait. */
      readonly wait?: number;
    };

/** The part of `fetch` that an attempt uses. */
export type Post = (url: string, init: RequestInit) => Promise<Response>;

/**
 * What may go better later. 409: RFC draft "Idempotency-Key", another attempt with the same key is
 * still being worked on; 425: too early; 421: another connection may do. All else of 4xx says that
 * the message is at fault.
 */
const LATER = new Set([408, 409, 421, 425, 429]);

/**
 * Browsers let a page send so many bytes that outlast it, all requests together. A message in
 * flight when the page closes then arrives at once, instead of at the next visit.
 */
const KEEPALIVE = 16_384;

/**
 * Posts a message once. It never rejects.
 *
 * @param patience milliseconds after which an answer no longer counts
 */
export async function attempt(
  message: Pick<OutboxMessage, 'key' | 'url' | 'body'>,
  post: Post,
  patience: number,
): Promise<Verdict> {
  const body = JSON.stringify({ ...message.body, key: message.key });
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), patience);
  try {
    const response = await post(message.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': message.key },
      body,
      // What is redirected has not been taken: the answer would be that of another address.
      redirect: 'error',
      cache: 'no-store',
      keepalive: new Blob([body]).size <= KEEPALIVE,
      signal: controller.signal,
    });
    const { status } = response;
    // The answer's text says nothing more; unread it would hold the connection.
    response.arrayBuffer().catch(() => {});
    if (response.ok) return { kind: 'sent', status };
    if (status < 500 && !LATER.has(status)) return { kind: 'refused', status };
    const wait = retryAfter(response.headers);
    return { kind: 'later', problem: 'busy', status, ...(wait !== undefined && { wait }) };
  } catch {
    return { kind: 'later', problem: 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}

/** `Retry-After` (RFC 9110, 10.2.3), seconds or a date, as milliseconds from now. */
export function retryAfter(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  if (Number.isNaN(date)) return undefined;
  // By the server's own clock where it tells the time: the device's may be wrong.
  const servers = Date.parse(headers.get('Date') ?? '');
  return Math.max(0, date - (Number.isNaN(servers) ? now : servers));
}

/**
 * Milliseconds to wait after so many attempts: doubling from `first` up to `longest`, and of that
 * between half and all, so that many devices do not come back at the same moment.
 *
 * @param chance in [0, 1)
 */
export function backOff(attempts: number, first: number, longest: number, chance: number): number {
  const whole = Math.min(longest, first * 2 ** Math.min(attempts - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
