import { decoded } from './fragment.js';

/** The standard library's types do not know of trusted types yet. */
interface Policy {
  createHTML(html: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | undefined;

function trusted(html: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  // When first needed: a page that does not allow the policy has all but the answers.
  policy ??= trustedTypes?.createPolicy('faqlet', { createHTML: (html) => html });
  return policy?.createHTML(html) ?? html;
}

/** A video file; other players' pages are links like any. */
const VIDEO = /\.(mp4|webm|ogv|m4v|mov)([?#]|$)/i;
/** The link to an entry, as answers have it. */
const ENTRY = /^#faq=(.+)$/;
/** An answer's highest heading stands below its question, which is an `h3`. */
const HIGHEST = 4;

/** What stands in an answer and acts by itself. */
export interface AnswerParts {
  /** Its nodes; they are moved when they are put in place. */
  readonly nodes: DocumentFragment;
  /** Links to other entries, with their ids. */
  readonly entries: ReadonlyMap<HTMLAnchorElement, string>;
  /** Links to video files. */
  readonly videos: readonly HTMLAnchorElement[];
  /** Boxes of tables, which scroll by themselves; to be named. */
  readonly tables: readonly HTMLElement[];
}

/**
 * Makes an answer's HTML to nodes. The one place where text becomes elements: answers were
 * sanitised when the index was built, and are fetched by their hash. Scripts in a parsed document
 * do not run, whatever the text.
 */
export function parseAnswer(html: string): AnswerParts {
  const { body } = new DOMParser().parseFromString(trusted(html), 'text/html');
  const nodes = document.createDocumentFragment();
  nodes.append(...body.childNodes);
  lowerHeadings(nodes);
  for (const image of nodes.querySelectorAll('img')) {
    image.loading = 'lazy';
    image.decoding = 'async';
  }
  const tables = [...nodes.querySelectorAll('table')].map(wrap);
  const entries = new Map<HTMLAnchorElement, string>();
  const videos: HTMLAnchorElement[] = [];
  for (const link of nodes.querySelectorAll('a')) {
    const href = link.getAttribute('href') ?? '';
    const id = ENTRY.exec(href)?.[1];
    if (id) entries.set(link, decoded(id));
    else if (VIDEO.test(href)) videos.push(link);
  }
  return { nodes, entries, videos, tables };
}

/** A wide table scrolls by itself, by keyboard too, and the page does not. */
function wrap(table: HTMLTableElement): HTMLElement {
  const box = document.createElement('div');
  box.className = 'table';
  box.tabIndex = 0;
  box.role = 'group';
  table.replaceWith(box);
  box.append(table);
  return box;
}

function lowerHeadings(nodes: DocumentFragment): void {
  const headings = [...nodes.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const level = (heading: Element) => Number(heading.tagName.slice(1));
  const highest = Math.min(...headings.map(level));
  for (const heading of headings) {
    const lower = document.createElement(`h${Math.min(6, HIGHEST + level(heading) - highest)}`);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}

/** Puts a player in the place of the link, and plays: the shopper has asked for it. */
export function playVideo(link: HTMLAnchorElement): void {
  const video = document.createElement('video');
  video.controls = true;
  video.autoplay = true;
  video.src = link.href;
  video.ariaLabel = link.textContent;
  link.replaceWith(video);
  video.focus();
}
