import assert from 'node:assert/strict';
import type { Driver } from './driver.js';

/** An element of the page as a shopper meets it. Measures are in CSS pixels. */
export interface Seen {
  readonly text: string;
  readonly value: string;
  readonly visible: boolean;
  /** Whether it, or something in it, has the focus. */
  readonly focused: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** How long a page may take for anything, in milliseconds: long, for busy machines. */
export const PATIENCE = 30_000;

/** Of {@link Shopper.see}: the focus goes to a part a moment after the page has changed. */
export const inFocus = ({ focused }: Seen): boolean => focused;

/** A selector for the element of a part, as the DOM contract names it. */
export const part = (name: string, rest = ''): string => `[part~="${name}"]${rest}`;

/** Somebody at a browser, who finds things in the page and in the shadow roots of the elements. */
export class Shopper {
  constructor(readonly driver: Driver) {}

  /** All elements of a selector, in document order; the first visible one scrolled to, if asked. */
  all(selector: string, scroll = false): Promise<Seen[]> {
    return this.driver.run(look, selector, scroll);
  }

  /** The first visible element of a selector, once there is one that fits. */
  async see(selector: string, fits: (seen: Seen) => boolean = () => true): Promise<Seen> {
    const end = Date.now() + PATIENCE;
    let last: Seen[] = [];
    while (Date.now() < end) {
      last = await this.all(selector);
      const found = last.find((seen) => seen.visible && fits(seen));
      if (found) return found;
      await new Promise((done) => setTimeout(done, 50));
    }
    assert.fail(`${selector} in ${this.driver.name}: ${JSON.stringify(last)}`);
  }

  /** Waits until no element of a selector is visible. */
  async gone(selector: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    while ((await this.all(selector)).some(({ visible }) => visible)) {
      assert.ok(Date.now() < end, `${selector} stays in ${this.driver.name}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Presses the first visible element of a selector, in its middle. */
  async click(selector: string): Promise<void> {
    await this.see(selector);
    const target = (await this.all(selector, true)).find(({ visible }) => visible);
    assert.ok(target, selector);
    await this.driver.click(target.x + target.width / 2, target.y + target.height / 2);
  }

  /** Presses Tab until what a selector finds has the focus, once it is there; gives how often. */
  async tabTo(selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 60): Promise<number> {
    // On a busy machine many keys can be pressed before the element has taken its place.
    await this.see(selector);
    for (let steps = 0; steps <= most; steps += 1) {
      if ((await this.all(selector)).some(({ focused }) => focused)) return steps;
      await this.driver.press(key);
    }
    assert.fail(`${selector} is not reached by ${key} in ${this.driver.name}`);
  }
}

/** Runs in the page. Without names of its own inside: compilers would add helpers to those. */
function look(selector: string, scroll: boolean): Seen[] {
  return [document, ...[...document.querySelectorAll('faqlet-help')].map((host) => host.shadowRoot)]
    .flatMap((root) => [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])])
    .map((node) => {
      // The first that is shown: what is folded away has boxes, too.
      if (scroll && node.checkVisibility()) {
        node.scrollIntoView({ block: 'center', behavior: 'instant' });
        scroll = false;
      }
      return node;
    })
    .map((node) => {
      const box = node.getBoundingClientRect();
      const active = (node.getRootNode() as Document | ShadowRoot).activeElement;
      return {
        text: node.innerText ?? '',
        value: (node as HTMLInputElement).value ?? '',
        visible:
          box.width > 0 && box.height > 0 && node.checkVisibility({ visibilityProperty: true }),
        focused: node === active || node.contains(active),
        x: box.x,
        y: box.y,
        width: box.width,
        height: box.height,
        attributes: Object.fromEntries(
          [...node.attributes].map(({ name, value }) => [name, value]),
        ),
      };
    });
}
