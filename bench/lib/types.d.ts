/** A question with its other wordings and its answer, as the evaluation sets have them. */
export interface Entry {
  readonly id: string;
  readonly question: string;
  readonly alternates: readonly string[];
  /** Empty where the set has none. */
  readonly answer: string;
}

/** What a search found. */
export interface Found {
  readonly id: string;
}

/** An evaluation set, or a generated one. */
export interface DataSet {
  readonly name: string;
  readonly entries: readonly Entry[];
}

/**
 * A search library in one configuration, so that all can be measured alike.
 *
 * `Index` is what it searches in; `any`, since the table of peers holds all of them.
 */
// biome-ignore lint/suspicious/noExplicitAny: each peer has an index of its own kind
export interface Peer<Index = any> {
  /** Name in the tables. */
  readonly name: string;
  /** The npm package that it comes from, and whose version the page names; absent: our own. */
  readonly package?: string;
  /** The configuration in a line. */
  readonly configuration: string;
  /** Whether what is saved has the texts that are shown; otherwise they are weighed with it. */
  readonly holdsTexts: boolean;
  build(entries: readonly Entry[]): Index | Promise<Index>;
  /** The best entries, best first. */
  search(index: Index, question: string, limit: number): Found[] | Promise<Found[]>;
  /** What a page would download: the text of a file, or the path of a folder. */
  save(index: Index): string | Promise<string>;
  load(saved: string): Index | Promise<Index>;
  /** Whether {@link save} gives the path of a folder. */
  readonly savesFolder?: boolean;
  /** Bytes that the index holds outside of JavaScript's heap. */
  memory?(index: Index): number;
  /** Gives up what the index holds outside of JavaScript's heap. */
  free?(index: Index): void;
  /** Ends what the peer started. */
  close?(): Promise<void>;
}
