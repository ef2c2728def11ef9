/** What of a page's address goes along beside its origin and path. */
export interface PageParts {
  /** The query, such as `?session=…`. Default: false. */
  readonly query?: boolean;
  /** The fragment. Default: false. */
  readonly fragment?: boolean;
}

/**
 * The address of a page as a message may name it: origin and path. Query and fragment may hold
 * what the shopper did not mean to tell, so they go along only where the host says so.
 *
 * @returns `undefined` for what is not an address on the web.
 */
export function pageAddress(page: string | URL, parts: PageParts = {}): string | undefined {
  let url: URL;
  try {
    url = new URL(page);
  } catch {
    return undefined;
  }
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const { query = false, fragment = false } = parts;
  return url.origin + url.pathname + (query ? url.search : '') + (fragment ? url.hash : '');
}
