/**
 * faqlet/react: `<faqlet-help>` as a component of React 18 and 19. A server renders the element
 * with what stands inside; the browser defines it once the page is interactive.
 *
 * @packageDocumentation
 */
'use client';

import {
  type CSSProperties,
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import type { Faqlet } from '../client.js';
import type { ChatEvent } from '../contact/chat.js';
import type { PartialTexts } from '../contact/strings.js';
import type { FaqletEvents } from '../element/events.js';
import type { FaqletHelp as FaqletHelpElement, Mode } from '../element/faqlet-help.js';
import type { Facts } from '../element/session.js';
import type { OutboxOptions } from '../outbox/index.js';

export type { FaqletHelp as FaqletHelpElement } from '../element/faqlet-help.js';

/** An event of the element, with its detail. */
export type HelpEvent<T extends keyof FaqletEvents> = CustomEvent<FaqletEvents[T]>;

/** What {@link FaqletHelp} takes: the element's attributes and properties, and its events. */
export interface FaqletHelpProps {
  /** The folder that `faqlet build` wrote, relative to the page. Needed unless `faqlet` is given. */
  readonly src?: string | undefined;
  /** How it stands on the page. Default: `inline`. */
  readonly mode?: Mode | undefined;
  /** BCP 47 tag of the language. Default: the page's at this place. */
  readonly lang?: string | undefined;
  /** Id of the product whose page it is on. */
  readonly product?: string | undefined;
  /** What the page knows, for `when:` in `shop.yaml`. */
  readonly facts?: Facts | undefined;
  /** Key in the address's fragment; `none`: the address is left alone. Default: `faq`. */
  readonly fragment?: string | undefined;
  /** URL that questions to other customers are posted to; absent: they are not asked. */
  readonly community?: string | undefined;
  /** Whether microphone and reading aloud are wanted, where the browser has them. */
  readonly voice?: boolean | undefined;
  /** The shop's own words, in place of the element's. */
  readonly texts?: PartialTexts | undefined;
  /** What answers, where the page has loaded it already. It is not closed with the element. */
  readonly faqlet?: Faqlet | undefined;
  /** Options of the outbox. */
  readonly outbox?: OutboxOptions | undefined;
  /** A question was asked. */
  readonly onAsk?: ((event: HelpEvent<'faqlet:ask'>) => void) | undefined;
  /** An answer was opened. */
  readonly onAnswer?: ((event: HelpEvent<'faqlet:answer'>) => void) | undefined;
  /** The shopper said whether it helped. */
  readonly onFeedback?: ((event: HelpEvent<'faqlet:feedback'>) => void) | undefined;
  /** A way to reach the shop was taken. */
  readonly onContact?: ((event: HelpEvent<'faqlet:contact'>) => void) | undefined;
  /** A chat is wanted; whoever opens it calls `preventDefault()`. */
  readonly onChat?: ((event: ChatEvent) => void) | undefined;
  /** Something is missing; the shopper sees what stands inside. */
  readonly onError?: ((event: HelpEvent<'faqlet:error'>) => void) | undefined;
  /** Names in the element's `class` attribute. */
  readonly className?: string | undefined;
  /** The element's `id`. */
  readonly id?: string | undefined;
  /** The element's own style. */
  readonly style?: CSSProperties | undefined;
  /** Shown until the element works and wherever it cannot: ways to reach the shop. */
  readonly children?: ReactNode;
}

const EVENTS = {
  'faqlet:ask': 'onAsk',
  'faqlet:answer': 'onAnswer',
  'faqlet:feedback': 'onFeedback',
  'faqlet:contact': 'onContact',
  'faqlet:chat': 'onChat',
  'faqlet:error': 'onError',
} as const;

/**
 * The shop's help, as a component.
 *
 * @example
 * ```tsx
 * <FaqletHelp src="/faq/" product="kt-200" onAsk={({ detail }) => count(detail.kind)}>
 *   <a href="tel:+3615550123">Call us</a>
 * </FaqletHelp>
 * ```
 */
export const FaqletHelp: ForwardRefExoticComponent<
  FaqletHelpProps & RefAttributes<FaqletHelpElement>
> = forwardRef<FaqletHelpElement, FaqletHelpProps>(function FaqletHelp(props, ref) {
  const { src, mode = 'inline', lang, product, fragment = 'faq', community, voice } = props;
  const { faqlet, outbox, className, id, style, children } = props;
  const facts = useAlike(props.facts);
  const texts = useAlike(props.texts);
  const element = useRef<FaqletHelpElement>(null);
  const latest = useRef(props);
  useImperativeHandle(ref, () => element.current as FaqletHelpElement, []);

  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const host = element.current as FaqletHelpElement;
    const listeners = Object.entries(EVENTS).map(([name, prop]) => {
      const listener = (event: Event) => latest.current[prop]?.(event as never);
      host.addEventListener(name, listener);
      return () => host.removeEventListener(name, listener);
    });
    return () => {
      for (const remove of listeners) remove();
    };
  }, []);
  // As properties: React 18 would make text of them.
  useEffect(() => {
    Object.assign(element.current as FaqletHelpElement, { facts, texts, faqlet, outbox });
  }, [facts, texts, faqlet, outbox]);
  // React 19 would set the property, which has no way to say that there is none.
  useEffect(() => {
    if (lang === undefined) element.current?.removeAttribute('lang');
  }, [lang]);
  useEffect(() => {
    define(element.current as FaqletHelpElement);
  }, []);

  return createElement(
    'faqlet-help',
    {
      ref: element,
      // The element writes its own state there.
      suppressHydrationWarning: true,
      src,
      mode,
      product,
      fragment,
      community,
      id,
      style,
      voice: voice || undefined,
      // Unlike `className`, React 18 writes it as it is.
      class: className,
      ...(lang !== undefined && { lang }),
    },
    children,
  );
});

/** Loads and defines the element; on a server, effects do not run. */
async function define(host: FaqletHelpElement): Promise<void> {
  try {
    await import('../element/define.js');
  } catch (error) {
    const message = `The element could not be loaded: ${error}`;
    console.warn(`faqlet: the help shows its fallback: ${message}`);
    const detail = { code: 'load-failed', message };
    host.dispatchEvent(new CustomEvent('faqlet:error', { detail, bubbles: true, composed: true }));
  }
}

/** The same object for as long as it would be the same JSON: a literal is made at each rendering. */
function useAlike<T>(value: T): T {
  const kept = useRef(value);
  if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
}
