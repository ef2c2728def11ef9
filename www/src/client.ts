import startEngine, { Engine } from './engine/faqlet.js';
import { engineIntegrity } from './engine-file.js';
import { FaqletError, fromEngine } from './errors.js';
import { directionOf, negotiate } from './language.js';
import {
  type AnswerChunk,
  type Channel,
  type Fetch,
  type FileReference,
  fetchFile,
  fetchManifest,
  fetchProduct,
  type LanguageManifest,
  type Notice,
  type ProductContent,
  type Topic,
} from './manifest.js';
import type { Contact, ContactOption, EngineOutcome, Hit, Outcome } from './outcome.js';
import { instantAt, type ShopTime, shopClock } from './shop-time.js';

/** Where {@link Faqlet.load} finds what it needs. */
export interface LoadOptions {
  /**
   * The folder that `faqlet build` wrote, with `manifest.json` in it; relative to the page, or in a
   * worker to its script.
   */
  base: string | URL;
  /** BCP 47 tag of the language wanted; what there is decides. Default: the shop's default. */
  language?: string;
  /**
   * Id of the product whose page it is. Where products are apart (see {@link Faqlet.productShards}),
   * what that one has of its own is loaded too, and where that fails, the rest alone. Default of
   * `product` in all other options.
   */
  product?: string | undefined;
  /** The WebAssembly engine. Default: fetched from beside this module. */
  engine?: URL | Response | BufferSource | WebAssembly.Module;
  /** Gives up loading: {@link Faqlet.load} rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Makes every request in place of the global `fetch`. */
  fetch?: typeof fetch;
}

/** Options of {@link Faqlet.notices}. */
export interface NoticeOptions {
  /** Id of the product whose page the shopper is on. Default: the one that was loaded for. */
  product?: string;
  /** The instant at which channels are open or closed, and notices hold. Default: now. */
  now?: Date;
  /**
   * What the page knows, for `when:` in `shop.yaml`: `{ tier: 'gold', orderStatus: ['shipped'] }`,
   * and `tags`, topics that the page is about. The product is known, and so is `locale`, from the
   * language that was asked for.
   */
  facts?: Readonly<Record<string, string | readonly string[]>>;
}

/** Options of {@link Faqlet.ask}. */
export interface AskOptions extends NoticeOptions {
  /** The most entries that an outcome names, 1 or more. Default: 5. */
  limit?: number;
}

/** Options of {@link Faqlet.browse}. */
export interface BrowseOptions {
  /** Id of the product whose page the shopper is on. Default: the one that was loaded for. */
  product?: string;
  /** The tag of one of {@link Faqlet.topics}. Default: what is most useful on the page. */
  topic?: string;
  /** The most entries, 1 or more. Default: 5, and all of a topic. */
  limit?: number;
}

/** An answer of the build that is published now. */
export interface CurrentAnswer {
  /** HTML that was sanitised when it was built. */
  readonly answer: string;
  /** That build: the one that was asked, or another one since. */
  readonly faqlet: Faqlet;
}

type Clock = ReturnType<typeof shopClock>;

/** Everything that {@link Faqlet.load} gathered. */
interface Parts {
  base: URL;
  fetch: Fetch;
  language: string;
  locale: string;
  timeZone: string | undefined;
  content: LanguageManifest;
  product: string | undefined;
  productShards: boolean;
  /** What the product has of its own. */
  own: ProductContent | undefined;
  clock: Clock | undefined;
  engine: Engine;
}

/**
 * The shop's questions and answers in one language.
 *
 * @example
 * ```ts
 * const faq = await Faqlet.load({ base: '/faq/', language: document.documentElement.lang });
 * const outcome = faq.ask('wheres my parcle');
 * if (outcome.kind === 'answer') show(await faq.answer(outcome.entry));
 * ```
 */
export class Faqlet {
  /** BCP 47 tag of the language in use. */
  readonly language: string;
  /** The direction that the language is written in. */
  readonly direction: 'ltr' | 'rtl';
  /** IANA name of the zone that opening hours are in; `undefined`: no channel has hours. */
  readonly timeZone: string | undefined;
  /** The first page without JavaScript: all questions and answers, and the ways to the shop. */
  readonly page: URL;
  /** Topics to browse, in the shop's order. */
  readonly topics: readonly Topic[];
  /** Id of the product that it was loaded for. */
  readonly product: string | undefined;
  /** Whether other products' entries are apart: they come with a {@link Faqlet} loaded for them. */
  readonly productShards: boolean;
  /** Product names by id; where products are apart, at most that of {@link product}. */
  readonly products: Readonly<Record<string, string>>;

  readonly #parts: Parts;
  readonly #channels: ReadonlyMap<string, Channel>;
  readonly #chunks: readonly AnswerChunk[];
  readonly #answers = new Map<AnswerChunk, Promise<string[]>>();
  #closed = false;

  private constructor(parts: Parts) {
    const { language, content, timeZone, product, own } = parts;
    this.#parts = parts;
    this.#channels = new Map(content.contact.channels.map((channel) => [channel.id, channel]));
    this.language = language;
    this.direction = directionOf(language);
    this.timeZone = timeZone;
    this.page = new URL(content.page, parts.base);
    this.topics = content.topics;
    this.product = product;
    this.productShards = parts.productShards;
    this.products = { ...content.products, ...(own?.name && { [product as string]: own.name }) };
    const shard = own?.answers.map((chunk) => ({ ...chunk, first: chunk.first + content.entries }));
    this.#chunks = [...content.answers, ...(shard ?? [])];
  }

  /**
   * Fetches the manifest, the engine and the index of one language, and what the product has of its
   * own. Answers come when asked for.
   *
   * @throws FaqletError of any code but `answer-unreachable`.
   */
  static async load(options: LoadOptions): Promise<Faqlet> {
    const { language: wanted, product, engine, signal } = options;
    const fetch: Fetch = (url, init) => (options.fetch ?? globalThis.fetch)(url, init);
    const init: RequestInit = signal ? { signal } : {};
    const base = folder(options.base);
    signal?.throwIfAborted();

    // Without the signal: another load may be waiting for the same engine.
    const started = start(() => {
      if (engine) return engine instanceof URL ? fetch(engine, {}) : engine;
      const file = new URL('./engine/faqlet_bg.wasm', import.meta.url);
      return fetch(file, engineIntegrity ? { integrity: engineIntegrity } : {});
    });
    const [{ index, shard, ...parts }] = await Promise.all([
      fetchIndex(fetch, base, wanted, product, init),
      started,
    ]);
    signal?.throwIfAborted();
    const open = (shard?: Uint8Array, own?: ProductContent) =>
      new Faqlet({ ...parts, own, base, fetch, engine: new Engine(index, shard) });
    try {
      try {
        return open(shard, parts.own);
      } catch (error) {
        // One of another version does not go with this index.
        if (!shard) throw error;
        return open();
      }
    } catch (error) {
      throw fromEngine(error);
    }
  }

  /**
   * Answers a question, or says who can. Nothing is fetched and nothing leaves the page.
   *
   * @throws FaqletError `invalid-argument` for options out of range, `engine-unavailable` after
   * {@link close}.
   */
  ask(query: string, options: AskOptions = {}): Outcome {
    const { product = this.product, limit, now = new Date() } = options;
    checkLimit(limit);
    const { clock, content } = this.#parts;
    const { routes, notices } = content.contact;
    const time = clock && read(clock, now);
    const { route, ...outcome } = this.#use(
      (engine): EngineOutcome => engine.ask(query, product, limit, time, this.#facts(options)),
    );
    const contact = outcome.contact.map(({ changes, ...option }) => ({
      ...this.#channels.get(option.id),
      ...option,
      changesAt: changes && clock && instantAt(clock, changes, now),
    })) as ContactOption[];
    return {
      ...outcome,
      contact,
      route: routes?.[route as number],
      notices: outcome.notices.map((place) => notices?.[place]),
    } as Outcome;
  }

  /**
   * What the shop announces before anyone asks: to all, or to those who look at a product.
   *
   * @throws FaqletError as {@link ask} does.
   */
  notices(options: NoticeOptions = {}): readonly Notice[] {
    return this.ask('', options).notices;
  }

  /**
   * Entries for a shopper who has not asked anything: store-wide ones and those of `product`, never
   * another product's. Nothing is marked in them, and their `score` says nothing but the order.
   *
   * With a topic, all of it: first what the editor features, each in the order of the editor's
   * files. Without one, what is most useful here: the product's own entries and the featured
   * store-wide ones by turns, then one of each topic by turns.
   *
   * @throws FaqletError as {@link ask} does.
   */
  browse(options: BrowseOptions = {}): readonly Hit[] {
    const { product = this.product, topic, limit = topic === undefined ? 5 : EVERY } = options;
    checkLimit(limit);
    const ask = (engine: Engine) => engine.ask('', product, limit, undefined, undefined, topic);
    return (this.#use(ask) as Contact).related;
  }

  /** The entry with an id, as links of the form `#faq=<id>` in answers name it. */
  entry(id: string): Hit | undefined {
    return this.#use((engine) => engine.entry(id));
  }

  /**
   * The answer of an entry, as HTML that was sanitised when it was built. Fetched once, together
   * with its neighbours, and once more if that fails; after a failure the next call tries again.
   *
   * @throws FaqletError `answer-unreachable`; `outdated` where another build was published since
   * this one was loaded; or `invalid-argument` for an entry that is not of this language.
   */
  async answer(hit: Pick<Hit, 'index'>): Promise<string> {
    const chunk = this.#chunks.find(
      ({ first, entries }) => first <= hit.index && hit.index < first + entries,
    );
    if (!chunk) {
      throw new FaqletError('invalid-argument', `There is no entry ${hit.index} in this language.`);
    }
    let answers = this.#answers.get(chunk);
    if (!answers) {
      answers = this.#chunk(chunk, {}).catch(async (error: unknown) => {
        if (await this.#isOutdated()) {
          throw new FaqletError(
            'outdated',
            'Another build was published since this one was loaded; load it, and find the entry by its id.',
            error,
          );
        }
        return this.#chunk(chunk, AGAIN);
      });
      this.#answers.set(chunk, answers);
      answers.catch(() => this.#answers.delete(chunk));
    }
    return (await answers)[hit.index - chunk.first] as string;
  }

  /**
   * The answer of an entry, by its id. Where another build was published meanwhile, that one is
   * loaded, and the answer is its own: go on with `faqlet`, which then is another, and close this.
   *
   * @throws FaqletError as {@link Faqlet.load} and {@link Faqlet.answer}; `invalid-argument` where
   * there is no such entry, or is no more.
   */
  async answerOf(id: string): Promise<CurrentAnswer> {
    const { base, fetch, language, product } = this.#parts;
    const from = async (faqlet: Faqlet) => {
      const entry = faqlet.entry(id);
      if (!entry) throw new FaqletError('invalid-argument', `There is no entry "${id}".`);
      return { answer: await faqlet.answer(entry), faqlet };
    };
    return from(this).catch(async (error) => {
      if (error.code !== 'outdated') throw error;
      return from(
        await Faqlet.load({ base, fetch: fetch as typeof globalThis.fetch, language, product }),
      );
    });
  }

  /** Frees the engine's memory; only answers can be had afterwards. Closing twice does nothing. */
  close(): void {
    if (!this.#closed) this.#parts.engine.free();
    this.#closed = true;
  }

  #chunk({ file, integrity, entries }: AnswerChunk, init: RequestInit): Promise<string[]> {
    const { base, fetch } = this.#parts;
    return fetchFile(
      fetch,
      new URL(file, base),
      { ...init, integrity },
      'answer-unreachable',
      async (response) => {
        const answers = (await response.json()) as string[];
        if (answers.length !== entries) throw new Error(`${answers.length} answers in it.`);
        return answers;
      },
    );
  }

  /** Whether the manifests in place name other files than those that were loaded. */
  async #isOutdated(): Promise<boolean> {
    const { base, fetch, content, own, product, language } = this.#parts;
    const files = (...of: (LanguageManifest | ProductContent | undefined)[]) =>
      of.flatMap((of) => of && [of.index, ...of.answers].map(({ file }) => file)).join('\n');
    try {
      const { languages } = await fetchManifest(fetch, new URL(MANIFEST, base), AGAIN);
      const published =
        own && (await fetchProduct(fetch, base, product as string, language, AGAIN));
      return files(languages[language], published) !== files(content, own);
    } catch {
      return false;
    }
  }

  /** What the page says, as the engine reads it: `key=value` on each line. */
  #facts({ facts }: NoticeOptions): string {
    return Object.entries({ locale: this.#parts.locale, ...facts })
      .flatMap(([key, values]) => [values].flat().map((value) => `${key}=${value}`))
      .join('\n');
  }

  #use<T>(act: (engine: Engine) => T): T {
    if (this.#closed) {
      throw new FaqletError('engine-unavailable', 'This Faqlet was closed; load another.');
    }
    try {
      return act(this.#parts.engine);
    } catch (error) {
      throw fromEngine(error);
    }
  }
}

/** More entries than an index can have. */
const EVERY = 2 ** 32 - 1;

function checkLimit(limit: number | undefined): void {
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new FaqletError('invalid-argument', 'limit: not a whole number from 1 on.');
  }
}

/**
 * Fetches the manifest, and with it the index of the language that suits best. What the product has
 * of its own comes beside the index; a shop that has all products in it is not asked for it in vain.
 */
async function fetchIndex(
  fetch: Fetch,
  base: URL,
  wanted: string | undefined,
  product: string | undefined,
  init: RequestInit,
): Promise<
  Omit<Parts, 'base' | 'fetch' | 'engine'> & { index: Uint8Array; shard: Uint8Array | undefined }
> {
  const load = async (cache: RequestCache) => {
    const manifest = await fetchManifest(fetch, new URL(MANIFEST, base), { ...init, cache });
    const { languages, defaultLanguage, timeZone, productShards = false } = manifest;
    const language = negotiate(wanted, Object.keys(languages), defaultLanguage);
    const content = languages[language] as LanguageManifest;
    const clock = timeZone === undefined ? undefined : clockOf(timeZone);
    const again = cache === AGAIN.cache;
    const bytes = ({ file, integrity }: FileReference) =>
      fetchFile(
        fetch,
        new URL(file, base),
        { ...init, ...(again && AGAIN), integrity },
        'index-unreachable',
        async (response) => new Uint8Array(await response.arrayBuffer()),
      );
    const ofProduct = async () => {
      if (!productShards || !product) return undefined;
      try {
        const own = await fetchProduct(fetch, base, product, language, { ...init, cache });
        return own && { own, shard: await bytes(own.index) };
      } catch (error) {
        // The store's answers are better than none.
        if (!again && (error as FaqletError).code === 'index-unreachable') throw error;
        return undefined;
      }
    };
    const [index, shard] = await Promise.all([bytes(content.index), ofProduct()]);
    const locale = wanted || language;
    return {
      language,
      locale,
      timeZone,
      content,
      product,
      productShards,
      clock,
      index,
      own: shard?.own,
      shard: shard?.shard,
    };
  };
  // Never a stale copy: it would name files of an earlier build, which may be gone.
  return load('no-cache').catch((error: unknown) => {
    // A build that is published between the two requests takes the index of the one before away;
    // so both are asked for again, past all caches. The hash of each file is in the manifest, so
    // that files of two builds never come together.
    if ((error as FaqletError).code !== 'index-unreachable') throw error;
    return load('reload');
  });
}

const MANIFEST = 'manifest.json';
/** How what has failed is asked for a second time: not from a cache that may be what failed. */
const AGAIN = { cache: 'reload' } as const;

type EngineSource = Exclude<LoadOptions['engine'], undefined> | Promise<Response>;

/** Ends in the running engine, or is absent. A page has one, however many languages it loads. */
let running: Promise<unknown> | undefined;

/**
 * Starts the engine once. Starting it a second time would take the memory from under those that
 * use the first, so a load that finds it starting waits for the same one.
 */
function start(source: () => EngineSource): Promise<unknown> {
  running ??= startEngine({ module_or_path: source() }).catch((error: unknown) => {
    running = undefined;
    throw new FaqletError(
      'engine-unavailable',
      "The WebAssembly engine could not be started. Check that faqlet_bg.wasm is served, and that the page's Content-Security-Policy has script-src 'wasm-unsafe-eval'. In Node.js, load with faqlet/node.",
      error,
    );
  });
  return running;
}

function folder(base: string | URL): URL {
  try {
    const url = new URL(base, globalThis.document?.baseURI ?? globalThis.location?.href);
    if (!url.pathname.endsWith('/')) url.pathname += '/';
    return url;
  } catch (error) {
    throw new FaqletError('invalid-argument', `base: "${base}" is not a URL.`, error);
  }
}

function clockOf(timeZone: string): Clock {
  try {
    return shopClock(timeZone);
  } catch (error) {
    throw new FaqletError(
      'manifest-invalid',
      `The manifest names the time zone "${timeZone}", which is not known here; correct timeZone in shop.yaml and rebuild.`,
      error,
    );
  }
}

function read(clock: Clock, now: Date): ShopTime {
  try {
    return clock(now);
  } catch (error) {
    throw new FaqletError('invalid-argument', 'now: not a valid Date.', error);
  }
}
