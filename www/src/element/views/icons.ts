import { html, svg, type TemplateResult } from 'lit/html.js';

const icon = (paths: TemplateResult) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;

/** Drawings beside words, never in their place. They point where the text runs where it matters. */
export const icons = {
  search: icon(svg`<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>`),
  close: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  help: icon(
    svg`<path d="M20 11.5a7.5 7.5 0 0 1-7.5 7.5c-1.3 0-2.5-.3-3.6-.9L4 20l1.6-4.2A7.5 7.5 0 1 1 20 11.5Z"/>`,
  ),
  link: icon(
    svg`<path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7L12 17.7"/>`,
  ),
  notice: icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.01"/>`),
  back: icon(svg`<path d="M19 12H5M11 6l-6 6 6 6"/>`),
  next: icon(svg`<path d="m9 6 6 6-6 6"/>`),
};
