import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { render } from 'lit/html.js';

/** What becomes of an attribute: its text, whether it is there, or what it is as JSON. */
export type Reader = (value: string | null) => unknown;

/** The text of an attribute; absent: nothing. */
export const text: Reader = (value) => value ?? undefined;
/** Whether an attribute is there. */
export const flag: Reader = (value) => value !== null;
/** An attribute as JSON; what is none counts as absent. */
export const json: Reader = (value) => {
  try {
    return JSON.parse(value ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
};

/** Properties whose change draws the element anew, with their attributes' readers if they have any. */
export type Properties = Readonly<Record<string, Reader | undefined>>;

/** On a server there are no elements; the class is there all the same. */
const Element = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * An element drawn by a Lit template into its shadow root, and the host of Lit's reactive
 * controllers. `LitElement` does this and more; what it does more weighs 2 KiB after compression,
 * a tenth of all that a page loads for the help.
 */
export abstract class ReactiveHost extends Element implements ReactiveControllerHost {
  declare static readonly properties: Properties;
  declare static readonly styles: string;
  static #sheet: CSSStyleSheet | undefined;

  readonly #controllers = new Set<ReactiveController>();
  readonly #values: Record<string, unknown> = {};
  readonly #changed = new Set<string>();
  #root: ShadowRoot | undefined;
  #waits = false;
  #drawn: Promise<boolean> = Promise.resolve(true);

  constructor() {
    super();
    for (const name of Object.keys(this.#properties)) {
      // Set before the element was defined; it would hide the property of the class.
      if (!Object.hasOwn(this, name)) continue;
      const self = this as unknown as Record<string, unknown>;
      const value = self[name];
      delete self[name];
      self[name] = value;
    }
  }

  /** Gives a class its properties; to be called once, from its static block. */
  protected static define(element: typeof ReactiveHost): void {
    for (const name of Object.keys(element.properties)) {
      Object.defineProperty(element.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: ReactiveHost) {
          return this.#values[name];
        },
        set(this: ReactiveHost, value: unknown) {
          if (this.#values[name] === value) return;
          this.#values[name] = value;
          this.#changed.add(name);
          this.requestUpdate();
        },
      });
    }
  }

  /** The shadow root; there from the first connection on. */
  get renderRoot(): ShadowRoot {
    this.#root ??= this.#attach();
    return this.#root;
  }

  /** Resolves when what has changed so far is drawn. */
  get updateComplete(): Promise<boolean> {
    return this.#drawn;
  }

  addController(controller: ReactiveController): void {
    this.#controllers.add(controller);
  }

  removeController(controller: ReactiveController): void {
    this.#controllers.delete(controller);
  }

  requestUpdate(): void {
    if (this.#waits || !this.#root) return;
    this.#waits = true;
    this.#drawn = this.#draw();
  }

  connectedCallback(): void {
    this.#root ??= this.#attach();
    for (const controller of this.#controllers) controller.hostConnected?.();
    this.requestUpdate();
  }

  disconnectedCallback(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    const read = this.#properties[name];
    if (read) (this as unknown as Record<string, unknown>)[name] = read(value);
  }

  /** Acts on changed properties before they are drawn. */
  protected abstract willUpdate(changed: ReadonlySet<string>): void;
  /** What the element shows. */
  protected abstract render(): unknown;
  /** Acts on what was drawn. */
  protected abstract updated(): void;

  get #properties(): Properties {
    return (this.constructor as typeof ReactiveHost).properties;
  }

  async #draw(): Promise<boolean> {
    // All changes of one turn are drawn together.
    await undefined;
    this.willUpdate(this.#changed);
    this.#changed.clear();
    this.#waits = false;
    for (const controller of this.#controllers) controller.hostUpdate?.();
    render(this.render(), this.renderRoot);
    for (const controller of this.#controllers) controller.hostUpdated?.();
    this.updated();
    return !this.#waits;
  }

  #attach(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' });
    const { styles } = this.constructor as typeof ReactiveHost;
    try {
      if (!ReactiveHost.#sheet) {
        ReactiveHost.#sheet = new CSSStyleSheet();
        ReactiveHost.#sheet.replaceSync(styles);
      }
      root.adoptedStyleSheets = [ReactiveHost.#sheet];
    } catch {
      // Safari before 16.4, Firefox before 101.
      const style = document.createElement('style');
      style.textContent = styles;
      root.append(style);
    }
    return root;
  }
}
