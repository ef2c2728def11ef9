import type { ReactiveControllerHost } from 'lit';
import type { Strings } from '../contact/strings.js';
import type { Visit } from '../contact/visit.js';
import type { Route } from '../manifest.js';
import type { Outbox } from '../outbox/outbox.js';
import type { ContactOption, Hit, Outcome } from '../outcome.js';
import type { FaqletEvents } from './events.js';

/** What views know of the shopper's visit. */
export interface Session {
  /** BCP 47 tag of the content's language. */
  readonly language: string;
  /** The product whose page the shopper is on. */
  readonly product?: { readonly id: string; readonly name: string } | undefined;
  /** The last question that was asked, trimmed; empty: none. */
  readonly question: string;
  /** What it led to. */
  readonly outcome?: Outcome | undefined;
  /** The entry whose answer is open. */
  readonly shown?: Hit | undefined;
  /** The answers seen, the last one last; no more than go along with a message. */
  readonly read: readonly { readonly id: string; readonly question: string }[];
  /** The ways to reach the shop, best first: for the outcome, or before asking for the page. */
  readonly contact: readonly ContactOption[];
  /** Who takes over. */
  readonly route?: Route | undefined;
  /** IANA name of the zone that opening hours are in. */
  readonly timeZone?: string | undefined;
  /** How well the visit has gone. */
  readonly visit: Visit;
  /** Whether {@link outbox} is open, or being opened. */
  readonly sending: boolean;
  /** Messages on their way; opened when this is first read. */
  readonly outbox: Promise<Outbox>;
}

/**
 * What a view stands on: the element. A view is a controller of it, keeps its own state, and
 * renders into the element's one shadow root.
 */
export interface ViewHost extends ReactiveControllerHost, HTMLElement {
  /** The words of the interface. Views are rendered only when they are there. */
  readonly strings: Strings;
  readonly session: Session;
  /** URL that questions to other customers are posted to; absent: they are not asked. */
  readonly community?: string | undefined;
  /** Whether microphone and reading aloud are wanted. */
  readonly voice: boolean;
  /** Tells the page. */
  emit<T extends keyof FaqletEvents>(name: T, detail: FaqletEvents[T]): void;
  /** The shadow root that all views render into. */
  readonly renderRoot: HTMLElement | DocumentFragment;
}
