import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What an address can name: an entry, or a question. */
export type Place = { readonly entry: string } | { readonly question: string };

/** The key of an element that leaves the address alone. */
const NONE = 'none';

/**
 * Reads `#faq=<entry>` and `#faq-ask=<question>`.
 *
 * @param hash as `location.hash`; anyone may have written it
 * @param key such as `faq`
 */
export function parsePlace(hash: string, key: string): Place | undefined {
  const read = (start: string) => (hash.startsWith(start) ? decoded(hash.slice(start.length)) : '');
  const entry = read(`#${key}=`);
  if (entry) return { entry };
  const question = read(`#${key}-ask=`).trim();
  return question ? { question } : undefined;
}

/** The fragment that names a place, with its `#`. */
export function formatPlace(place: Place, key: string): string {
  return 'entry' in place
    ? `#${key}=${encodeURIComponent(place.entry)}`
    : `#${key}-ask=${encodeURIComponent(place.question)}`;
}

/** Percent-decoded text; as it is, where it is not encoded. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface FragmentHost extends ReactiveControllerHost {
  readonly fragment: string;
}

/** By key, the elements on this page that want it; the first has it. */
const claims = new Map<string, Fragment[]>();

/** Keeps question and answer in the address, so that they can be shared and Back works. */
export class Fragment implements ReactiveController {
  readonly #host: FragmentHost;
  readonly #changed: (place: Place | undefined) => void;
  #key = NONE;
  /** As last read or written: browsers report one change by two events. */
  #hash = '';

  /** @param changed told the place that the shopper went to, by link, Back or Forward */
  constructor(host: FragmentHost, changed: (place: Place | undefined) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#key = this.#host.fragment || NONE;
    claims.set(this.#key, [...(claims.get(this.#key) ?? []), this]);
    this.#hash = location.hash;
    addEventListener('popstate', this.#follow);
    addEventListener('hashchange', this.#follow);
  }

  hostDisconnected(): void {
    const others = claims.get(this.#key)?.filter((other) => other !== this) ?? [];
    claims.set(this.#key, others);
    removeEventListener('popstate', this.#follow);
    removeEventListener('hashchange', this.#follow);
  }

  /** Whether the address is this element's to read and write. */
  get owned(): boolean {
    return this.#key !== NONE && claims.get(this.#key)?.[0] === this;
  }

  /** The place that the address names. */
  get place(): Place | undefined {
    return this.owned ? parsePlace(location.hash, this.#key) : undefined;
  }

  /** The page's address with a place in it; `undefined`: the address is not this element's. */
  address(place: Place): string | undefined {
    if (!this.owned) return undefined;
    return location.href.split('#')[0] + formatPlace(place, this.#key);
  }

  /** Writes a place into the address, as a new step of the history; nothing: back to the page. */
  go(place: Place | undefined): void {
    if (!this.owned) return;
    const now = this.place;
    if (!place && !now) return;
    const hash = place ? formatPlace(place, this.#key) : '';
    if (hash === location.hash) return;
    try {
      history.pushState(history.state, '', location.pathname + location.search + hash);
    } catch {
      // Refused in some sandboxes, and after too many steps: the address stays as it is.
    }
    this.#hash = location.hash;
  }

  readonly #follow = () => {
    const { hash } = location;
    if (hash === this.#hash) return;
    const before = parsePlace(this.#hash, this.#key);
    this.#hash = hash;
    const place = this.place;
    // A step between two places of somebody else's is none of ours.
    if (this.owned && (place || before)) this.#changed(place);
  };
}
