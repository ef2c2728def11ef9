import { html, type TemplateResult } from 'lit/html.js';
import type { ViewHost } from '../view.js';

/** A text in which the value keeps its own direction: an address in Arabic text. */
export function isolated(text: string, value: string): TemplateResult {
  const start = text.indexOf(value);
  if (start < 0) return html`${text}`;
  return html`${text.slice(0, start)}<bdi>${value}</bdi>${text.slice(start + value.length)}`;
}

/** A button that does something on the page. */
export function button(
  part: string,
  label: string,
  act: (event: MouseEvent) => void,
  kind: 'quiet' | 'primary' = 'quiet',
): TemplateResult {
  return html`<button type="button" part=${part} class=${kind} @click=${act}>${label}</button>`;
}

/** The first part of the element with one of the names, in the order of the names. */
export function partOf(host: HTMLElement, ...names: readonly string[]): HTMLElement | undefined {
  for (const name of names) {
    const part = host.shadowRoot?.querySelector<HTMLElement>(`[part~='${name}']`);
    if (part) return part;
  }
  return undefined;
}

/** Takes the keyboard to a part, once what has changed is on the page. */
export async function focusPart(host: ViewHost, ...names: readonly string[]): Promise<void> {
  await host.updateComplete;
  partOf(host, ...names)?.focus();
}
