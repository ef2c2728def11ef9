import { FaqletError, type FaqletErrorCode } from './errors.js';

/** What `faqlet build` says of its output, in `manifest.json`. */
export interface Manifest {
  /** Version of this layout; this client reads 1. */
  readonly format: 1;
  /** Name and version of the program that built it. */
  readonly generator: string;
  /** For whom it was built. */
  readonly audience: 'public' | 'staff';
  /** BCP 47 tag of the language for those who ask for none that there is. */
  readonly defaultLanguage: string;
  /** IANA name of the zone that opening hours are in; absent: no channel has hours. */
  readonly timeZone?: string;
  /** Whether each product has a {@link ProductManifest} with what it has of its own. */
  readonly productShards?: true;
  /** What there is, by BCP 47 tag. */
  readonly languages: Readonly<Record<string, LanguageManifest>>;
  /** The style sheet of the pages without JavaScript. */
  readonly style: FileReference;
}

/** One language of a {@link Manifest}. */
export interface LanguageManifest {
  /** The shop's name; absent: `shop.yaml` gives none. */
  readonly name?: string;
  /** The first of its pages without JavaScript, relative to the manifest. */
  readonly page: string;
  /** The search index. */
  readonly index: FileReference;
  /** Answers in chunks, sorted by {@link AnswerChunk.first}, together all entries. */
  readonly answers: readonly AnswerChunk[];
  /** Number of entries. */
  readonly entries: number;
  /** Product names by id; absent where each is in its product's manifest. */
  readonly products?: Readonly<Record<string, string>>;
  /** Topics to browse, in the shop's order. */
  readonly topics: readonly Topic[];
  /** The contact desk. */
  readonly contact: Desk;
}

/** What `faqlet build` says of a product whose entries are apart, in a file named by its id. */
export interface ProductManifest {
  /** Version of this layout; this client reads 1. */
  readonly format: 1;
  /** Name and version of the program that built it. */
  readonly generator: string;
  /** Id of the product. */
  readonly product: string;
  /** What it has of its own, by BCP 47 tag. */
  readonly languages: Readonly<Record<string, ProductContent>>;
}

/** One language of a {@link ProductManifest}. */
export interface ProductContent {
  /** The product's name; absent: `shop.yaml` gives none. */
  readonly name?: string;
  /** The shard: the index of its entries, to be joined to the store-wide one. */
  readonly index: FileReference;
  /** Answers in chunks, by the numbers of entries in the shard. */
  readonly answers: readonly AnswerChunk[];
  /** Number of entries. */
  readonly entries: number;
}

/** A file beside the manifest, named after its content: it never changes. */
export interface FileReference {
  /** Path, relative to `manifest.json`. */
  readonly file: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** Hash in the form of the `integrity` attribute. */
  readonly integrity: string;
}

/** A file of answers: a JSON array of sanitised HTML strings. */
export interface AnswerChunk extends FileReference {
  /** Number of the first entry in it. */
  readonly first: number;
  /** Number of entries in it. */
  readonly entries: number;
}

/** A topic to browse. */
export interface Topic {
  /** The tag that its entries carry. */
  readonly tag: string;
  /** Its name. */
  readonly name: string;
}

/** The kind of a channel: which link it makes and which icon it gets. */
export type ChannelType =
  | 'chat'
  | 'email'
  | 'phone'
  | 'callback'
  | 'voice-menu'
  | 'form'
  | 'whatsapp'
  | 'telegram'
  | 'messenger'
  | 'viber'
  | 'instagram'
  | 'x'
  | 'vk'
  | 'line'
  | 'visit'
  | 'store'
  | 'community';

/** Days whose hours replace those of their weekdays. */
export interface Holiday {
  /** The first of the days, in days since 1970-01-01. */
  readonly first: number;
  /** The last of the days, on the same count. */
  readonly last: number;
  /**
   * When it is staffed, as `[start, end)` in minutes since the midnight at which each of the days
   * begins; none: not at all.
   */
  readonly hours: readonly (readonly [number, number])[];
}

/** One way to reach the shop. */
export interface Channel {
  /** Names the channel. */
  readonly id: string;
  /** Its kind. */
  readonly type: ChannelType;
  /** What the shopper reads. */
  readonly name: string;
  /** Where it leads: `https:`, `mailto:`, `tel:` or `viber:`. */
  readonly url: string;
  /** What to show beside the name: a number, an address. */
  readonly detail?: string;
  /** What it is for, in schema.org's words, such as `customer support`. */
  readonly contactType?: string;
  /** BCP 47 tags of the languages spoken; absent: every language of the shop. */
  readonly availableLanguage?: readonly string[];
  /** Ids of the products on whose pages it is offered; absent: everywhere. */
  readonly productSupported?: readonly string[];
  /** When it is staffed, as `[start, end)` in minutes since Monday 00:00 in the shop's zone. */
  readonly hoursAvailable?: readonly (readonly [number, number])[];
  /** Days with other hours. */
  readonly holidays?: readonly Holiday[];
  /** Expected time to a person's first reply, in minutes of opening time. */
  readonly replyMinutes?: number;
  /** Of a voice menu: topic tag → the keys that lead to its branch, a comma for each pause. */
  readonly menu?: Readonly<Record<string, string>>;
  /** To whom it is offered: of every key one of the values holds; absent: to all. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
}

/** Who takes over which questions. */
export interface Route {
  /** The topics. */
  readonly tags: readonly string[];
  /** Ids of the channels to take, best first. */
  readonly channels: readonly string[];
  /** Who takes over. */
  readonly role?: string;
  /** Whom it goes up to when it is not settled in so many minutes. */
  readonly escalation?: Escalation;
}

/** What becomes of a problem that is not settled in time. */
export interface Escalation {
  /** Who takes over. */
  readonly role: string;
  /** After so many minutes; a working day counts as a day. */
  readonly afterMinutes: number;
}

/** What the shop announces. */
export interface Notice {
  /** Names the notice. */
  readonly id: string;
  /** What the shopper reads. */
  readonly text: string;
  /** Where there is more. */
  readonly url?: string;
}

/** The contact desk in one language. */
export interface Desk {
  /** BCP 47 tag of the language that the names are in. */
  readonly language: string;
  /** All channels, in the shop's order. */
  readonly channels: readonly Channel[];
  /** Who takes over which questions; the first that matches holds. */
  readonly routes?: readonly Route[];
  /** All notices, past and future ones too. */
  readonly notices?: readonly Notice[];
}

/** The part of `fetch` that the client uses. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/**
 * Fetches a file whole.
 *
 * @throws FaqletError with `code`, whatever went wrong; the reason of the signal, unchanged, where
 * that was aborted.
 */
export async function fetchFile<T>(
  fetch: Fetch,
  url: URL,
  init: RequestInit,
  code: FaqletErrorCode,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  let reason: unknown;
  let status = '';
  try {
    const response = await fetch(url, init);
    if (response.ok) return await read(response);
    status = ` (HTTP ${response.status})`;
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason;
    reason = error;
  }
  const remedy = init.integrity
    ? 'Upload all files of one build together, and have nothing between rewrite them.'
    : 'Check that the address is right and that this page may fetch it.';
  throw new FaqletError(code, `Cannot fetch ${url}${status}. ${remedy}`, reason);
}

/** What the client takes on trust from here on is looked at here. */
function isManifest(value: unknown): value is Manifest {
  const { defaultLanguage, languages } = value as Partial<Manifest>;
  return (
    typeof defaultLanguage === 'string' &&
    !!languages?.[defaultLanguage] &&
    Object.values(languages).every(
      ({ index, answers, contact }) =>
        typeof index.file === 'string' &&
        answers.every(
          ({ file, first, entries }) => typeof file === 'string' && first >= 0 && entries >= 0,
        ) &&
        contact.channels.every(({ id }) => typeof id === 'string'),
    )
  );
}

/**
 * Fetches and checks `manifest.json`.
 *
 * @throws FaqletError `manifest-unreachable` or `manifest-invalid`.
 */
export async function fetchManifest(fetch: Fetch, url: URL, init: RequestInit): Promise<Manifest> {
  const text = await fetchFile(fetch, url, init, 'manifest-unreachable', (file) => file.text());
  let manifest: unknown;
  let reason: unknown;
  try {
    manifest = JSON.parse(text);
    if ((manifest as Partial<Manifest>).format !== 1) {
      reason = new Error('Its format is not 1.');
    } else if (isManifest(manifest)) {
      return manifest;
    }
  } catch (error) {
    reason = error;
  }
  throw new FaqletError(
    'manifest-invalid',
    `${url} is not a manifest that this version of faqlet reads. Rebuild it with the faqlet of the same version as this package.`,
    reason,
  );
}

/**
 * Fetches what a product has of its own in a language.
 *
 * @throws FaqletError `manifest-unreachable`, also where it has nothing.
 */
export async function fetchProduct(
  fetch: Fetch,
  base: URL,
  product: string,
  language: string,
  init: RequestInit,
): Promise<ProductContent | undefined> {
  // As `product_manifest` in Rust has it.
  const bytes = Array.from(new TextEncoder().encode(product), (byte) =>
    /[a-z\d-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `_${(byte + 256).toString(16).slice(1)}`,
  );
  const url = new URL(`products/id-${bytes.join('')}.json`, base);
  const { format, languages } = (await fetchFile(fetch, url, init, 'manifest-unreachable', (file) =>
    file.json(),
  )) as ProductManifest;
  return (format === 1 && languages[language]) || undefined;
}
