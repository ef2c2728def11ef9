import type { Channel } from '../manifest.js';
import { clean, cut } from './text.js';

/** What goes along when a shopper changes to a channel. */
export interface Message {
  /** The whole message, as the shopper has seen it. */
  readonly text: string;
  /** What it is about, in one line, for channels that have such a line. */
  readonly subject?: string;
}

/** Where a channel leads. */
export interface ContactLink {
  /** The address for a link's `href`. */
  readonly href: string;
  /**
   * How much of the message's text it carries: `all`, `part` (it was cut to the length that
   * arrives everywhere), or `none`. Unless it is `all`, offer the shopper to copy the message.
   */
  readonly carries: 'all' | 'part' | 'none';
  /**
   * The keys that lead to the right branch of a voice menu, a comma for each pause. Show them: not
   * every phone presses them by itself.
   */
  readonly digits?: string;
}

type Linked = Pick<Channel, 'type' | 'url' | 'menu'>;

/**
 * Longest address for another program on the same device. Windows hands these over through
 * ShellExecute; Chromium dropped what is longer than 2,048 characters, as Internet Explorer took
 * 2,083 and older Windows crashed beyond.
 */
const PROGRAM_LENGTH = 2000;
/** Longest address for a server. RFC 9110, 4.1: all should support URIs of 8,000 octets. */
const SERVER_LENGTH = 8000;
/** A mail's subject, encoded; the body needs the rest of {@link PROGRAM_LENGTH}. */
const SUBJECT_LENGTH = 400;
/** Characters (UTF-16 code units) in one message: limits of the Telegram and Messenger platforms. */
const TELEGRAM_TEXT = 4096;
const MESSENGER_TEXT = 2000;

/**
 * The address that leads to a channel, with the message in it as far as the channel's platform
 * documents a way.
 *
 * @param tags topics, most specific first, that lead through a voice menu.
 */
export function contactLink(
  channel: Linked,
  message: Message,
  tags: readonly string[] = [],
): ContactLink {
  const { type, url } = channel;
  const text = clean(message.text);
  switch (type) {
    case 'email':
      return mail(url, clean(message.subject ?? '').replace(/\s+/g, ' '), text);
    case 'voice-menu':
      return voiceMenu(channel, tags);
    // WhatsApp, "click to chat": https://wa.me/<number>?text=<text>
    case 'whatsapp':
      return query(url, text, SERVER_LENGTH);
    case 'telegram':
      return telegram(url, text);
    // Meta, "m.me links": https://m.me/<page>?text=<text>, beside an optional `ref`.
    case 'messenger':
      return query(url, text, SERVER_LENGTH, MESSENGER_TEXT);
    // Viber, "deep links": viber://pa?chatURI=<uri>&text=<text>. Its other addresses take no text.
    case 'viber':
      return /^viber:\/\/pa\?/.test(url) ? query(url, text, PROGRAM_LENGTH) : bare(url);
    // X, "message button": /messages/compose?recipient_id=<id>&text=<text>. A profile takes none,
    // and a post (/intent/post) would be public, which a question with a page address must not be.
    case 'x':
      return /\/messages\/compose\?/.test(url) ? query(url, text, SERVER_LENGTH) : bare(url);
    case 'line':
      return line(url, text);
    // Instagram (ig.me/m/<name>) and VK (vk.me/<name>) document a `ref` for the shop's own
    // statistics, and no text. A page of the shop, where visits and calls are booked, a form is
    // filled in or other customers are asked, has an address of the shop's own making. Sending a
    // text there would put it into the server's log.
    default:
      return bare(url);
  }
}

/** The channel as it is: the message stays with the shopper. */
function bare(href: string): ContactLink {
  return { href, carries: 'none' };
}

/**
 * Percent-encodes all but RFC 3986's unreserved characters. `encodeURIComponent` leaves five more,
 * at which programs that find links in plain text tend to end them.
 */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** An address with as much of a text as may be. */
function carrying(text: string, fits: (text: string) => boolean, href: (text: string) => string) {
  const carried = cut(text, fits);
  const carries = carried === text ? 'all' : carried ? 'part' : 'none';
  return { href: href(carried), carries } as const;
}

/** The address with the text in its query's `text`, in place of one that the shop wrote there. */
function query(url: string, text: string, length: number, characters = Infinity): ContactLink {
  const [address = '', fragment] = url.split('#');
  const [path, rest = ''] = address.split('?');
  const others = rest.split('&').filter((pair) => pair && !/^text(=|$)/.test(pair));
  const href = (text: string) => {
    const pairs = text ? [...others, `text=${encode(text)}`] : others;
    const search = pairs.length ? `?${pairs.join('&')}` : '';
    return `${path}${search}${fragment === undefined ? '' : `#${fragment}`}`;
  };
  return carrying(text, (text) => text.length <= characters && href(text).length <= length, href);
}

/** RFC 6068: `subject` and `body`, line breaks as `%0D%0A`; what the shop wrote there stays. */
function mail(url: string, subject: string, text: string): ContactLink {
  const [address = '', rest = ''] = url.split('?');
  const fields = rest.split('&').filter((field) => field && !/^body=/i.test(field));
  if (subject && !fields.some((field) => /^subject=/i.test(field))) {
    const short = cut(subject, (text) => encode(text).length <= SUBJECT_LENGTH);
    fields.push(`subject=${encode(short)}`);
  }
  const href = (text: string) => {
    const all = text ? [...fields, `body=${encode(text.replace(/\n/g, '\r\n'))}`] : fields;
    return all.length ? `${address}?${all.join('&')}` : address;
  };
  return carrying(text, (text) => href(text).length <= PROGRAM_LENGTH, href);
}

/**
 * Telegram, "deep links": t.me/<name>?text=<draft> for people, groups and numbers. A bot's link
 * documents `start` instead, 64 letters and digits that it gets unseen, and shows a button in the
 * place of the draft; an invitation (t.me/+<hash>, t.me/joinchat/…) takes nothing.
 */
function telegram(url: string, text: string): ContactLink {
  const name = /^https:\/\/t\.me\/(\+\d+|\w+)(?=[?#]|$)/.exec(url)?.[1];
  if (!name || /bot$/i.test(name)) return bare(url);
  return query(url, text, SERVER_LENGTH, TELEGRAM_TEXT);
}

/**
 * LINE, "URL scheme": line.me/R/oaMessage/<id>/?<text>, where the whole query is the text. The
 * address of an account's profile (line.me/R/ti/p/<id>) names the same id.
 */
function line(url: string, text: string): ContactLink {
  const id = /^https:\/\/line\.me\/(?:R\/(?:oaMessage|ti\/p)|ti\/p)\/((?:@|%40)[^/?#]+)/.exec(
    url,
  )?.[1];
  if (!id) return bare(url);
  const href = (text: string) =>
    text ? `https://line.me/R/oaMessage/${id.replace('@', '%40')}/?${encode(text)}` : url;
  return carrying(text, (text) => href(text).length <= SERVER_LENGTH, href);
}

/**
 * RFC 3966 knows no pauses (RFC 2806's `;postd=` is gone with it), yet both iOS and Android take a
 * comma for a pause of two to three seconds after the call is answered, and RFC 3986 allows it in
 * a path. A semicolon would begin a parameter. iOS dials nothing at all where it finds `*` or `#`,
 * so keys with these are only shown.
 */
function voiceMenu({ url, menu = {} }: Linked, tags: readonly string[]): ContactLink {
  const tag = tags.find((tag) => Object.hasOwn(menu, tag));
  const digits = tag === undefined ? undefined : menu[tag];
  if (digits === undefined) return bare(url);
  const dialled = url.startsWith('tel:') && /^[\d,]+$/.test(digits);
  return { ...bare(dialled ? `${url},${digits}` : url), digits };
}
