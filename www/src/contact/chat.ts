import type { Channel } from '../manifest.js';
import type { Context } from './draft.js';
import { contactLink, type Message } from './link.js';

/** A shopper wants to chat, and has agreed to what goes along. */
export interface ChatRequest {
  /** The channel of the type `chat`. */
  readonly channel: Channel;
  /** What the shopper has seen and left in, as text. */
  readonly message: Message;
  /** The same for programs. */
  readonly context: Omit<Context, 'question'>;
}

/** Cancelable; whoever opens the chat calls `preventDefault()`. Bubbles, out of shadow trees too. */
export type ChatEvent = CustomEvent<ChatRequest>;

declare global {
  interface GlobalEventHandlersEventMap {
    'faqlet:chat': ChatEvent;
  }
}

const NAME = 'faqlet:chat';

/**
 * Offers a chat to the host's provider, as the event `faqlet:chat` on `target`.
 *
 * @returns whether somebody took it. If not, let the click follow the channel's link:
 *
 * ```ts
 * link.addEventListener('click', (click) => {
 *   if (offerChat(link, request)) click.preventDefault();
 * });
 * ```
 */
export function offerChat(target: EventTarget, detail: ChatRequest): boolean {
  const options = { detail, cancelable: true, bubbles: true, composed: true };
  return !target.dispatchEvent(new CustomEvent(NAME, options));
}

/** Opens a provider's chat. It throws, rejects or gives `false` where it cannot. */
export type ChatHook = (request: ChatRequest) => unknown;

/**
 * Connects a chat provider: what is offered at `target` or below goes to the hook. Where the hook
 * cannot open the chat, the shopper is taken to the channel's address after all.
 *
 * @param leave takes the shopper to an address. Default: `location.assign`.
 * @returns a function that disconnects it.
 */
export function connectChat(
  target: EventTarget,
  hook: ChatHook,
  leave: (href: string) => void = (href) => location.assign(href),
): () => void {
  const listener = async (event: Event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const { detail } = event as ChatEvent;
    let opened: unknown;
    try {
      opened = await hook(detail);
    } catch (error) {
      console.warn('faqlet: the chat could not be opened:', error);
      opened = false;
    }
    if (opened === false) leave(contactLink(detail.channel, detail.message).href);
  };
  target.addEventListener(NAME, listener);
  return () => target.removeEventListener(NAME, listener);
}
