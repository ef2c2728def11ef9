/** What has become of a message. */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'refused';

/**
 * Why it waits, or why it was refused:
 *
 * - `unreachable`: no answer came; the device is offline, or the server did not answer.
 * - `busy`: the server asked to come back later, or failed.
 * - `rejected`: the server will never take it as it is.
 * - `expired`: it could not be sent for days; the shopper decides.
 */
export type Problem = 'unreachable' | 'busy' | 'rejected' | 'expired';

/** A message on its way to the shop. */
export interface OutboxMessage {
  /** The same at every attempt, so that the server can tell a repetition. */
  readonly key: string;
  /** Where it is posted. */
  readonly url: string;
  /** What is posted, as JSON; the key is added. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What has become of it. */
  readonly state: MessageState;
  /** Why it waits, or was refused; absent: nothing has gone wrong. */
  readonly problem?: Problem;
  /** HTTP status of the last answer. */
  readonly status?: number;
  /** How often it was posted, or begun to be. */
  readonly attempts: number;
  /** When it was written, in milliseconds since 1970. */
  readonly writtenAt: number;
  /** When it is posted next, in milliseconds since 1970; it may be sooner. */
  readonly nextAt: number;
  /** Whether it outlasts the page. */
  readonly kept: boolean;
}
