import type { ReactiveController } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ViewHost } from '../view.js';
import { icons } from './icons.js';
import { focusPart } from './parts.js';

/** From here on there is room beside the panel, and the page stays usable. */
const WIDE = '(min-width: 40rem)';
/** Where a finger points, the keyboard on the screen would cover what it was opened for. */
const TOUCH = '(pointer: coarse)';

/** The button that opens the panel, and the panel: a dialog, a bottom sheet on narrow screens. */
export class Panel implements ReactiveController {
  readonly #host: ViewHost;
  #open = false;
  /** Once opened, what was asked stays until the page is left. */
  #kept = false;

  /** @param host whose first need of the engine is announced by `wanted` */
  constructor(
    host: ViewHost,
    private readonly wanted: () => void,
  ) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#dialog?.close();
    this.#open = false;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  render(content: TemplateResult, title: TemplateResult): TemplateResult {
    const { help, contact } = this.#host.strings;
    return html`<button
        type="button"
        part="launcher"
        class="launcher"
        aria-haspopup="dialog"
        aria-expanded=${this.#open}
        ?data-open=${this.#open}
        @click=${() => this.open()}
        @pointerenter=${this.wanted}
        @focus=${this.wanted}
      >
        ${icons.help}${help.launcher}
      </button>
      <dialog
        part="panel"
        aria-labelledby="title"
        @keydown=${this.#pressed}
        @click=${this.#clicked}
        @close=${this.#closed}
      >
        <div class="bar">
          ${title}
          <button
            type="button"
            part="close"
            class="icon"
            aria-label=${help.close}
            @click=${() => this.close()}
          >
            ${icons.close}
          </button>
        </div>
        <div class="scroll">${this.#kept ? content : nothing}</div>
        <div class="foot">
          <button type="button" part="to-contact" class="plain" @click=${this.#toContact}>
            ${icons.help}${contact.title}
          </button>
        </div>
      </dialog>`;
  }

  async open(): Promise<void> {
    if (this.#open) return;
    this.#open = true;
    this.#kept = true;
    this.wanted();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    if (matchMedia(WIDE).matches) dialog.show();
    else dialog.showModal();
    const first = matchMedia(TOUCH).matches ? '#title' : '#question';
    dialog.querySelector<HTMLElement>(first)?.focus();
  }

  close(): void {
    this.#dialog?.close();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };

  /** People are one step away, however far the answer goes. */
  readonly #toContact = (): void => {
    this.#host.renderRoot.querySelector<HTMLElement>('#contact-title, slot')?.scrollIntoView();
    void focusPart(this.#host, 'contact-title');
  };

  /** Beside the sheet. */
  readonly #clicked = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.close();
  };

  readonly #closed = async (): Promise<void> => {
    this.#open = false;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('.launcher')?.focus();
  };
}
