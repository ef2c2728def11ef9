import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { plural } from '../../contact/strings.js';
import type { Hit } from '../../outcome.js';
import type { Guide } from '../guide.js';
import type { ViewHost } from '../view.js';
import { icons } from './icons.js';
import { marked } from './marked.js';

/** Longest question, in UTF-16 code units. */
const LONGEST = 500;
/** Milliseconds without a key before a count is read out, so as not to talk over typing. */
const SILENCE = 900;

/**
 * The question field: an editable combobox with list autocomplete and manual selection, after the
 * ARIA Authoring Practices. The list holds questions; answers stand outside of it.
 */
export class QuestionField {
  /** What the field holds. */
  text = '';

  readonly #host: ViewHost;
  readonly #guide: Guide;
  #hits: readonly Hit[] = [];
  #open = false;
  /** The option that the keyboard is on; -1: none, it is in the text. */
  #active = -1;
  #composing = false;

  constructor(host: ViewHost, guide: Guide) {
    this.#host = host;
    this.#guide = guide;
  }

  /** Puts a question into the field, and closes the list. */
  set(text: string): void {
    this.text = text;
    this.#close();
  }

  /** The engine has arrived: suggest for what was typed before. */
  refresh(): void {
    if (this.#input?.matches(':focus') && this.text) this.#suggest();
  }

  focus(): void {
    this.#input?.focus();
  }

  render(voice: unknown): TemplateResult {
    const { help } = this.#host.strings;
    const options = this.#open ? this.#hits : [];
    return html`<form part="ask" class="ask" role="search" @submit=${this.#submitted}>
      <label for="question">${help.label}</label>
      <div class="field">
        <div class="box">
          ${icons.search}
          <input
            id="question"
            part="question"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded=${options.length > 0}
            aria-controls="suggestions"
            aria-activedescendant=${this.#active < 0 ? nothing : `suggestion-${this.#active}`}
            autocomplete="off"
            dir="auto"
            enterkeyhint="search"
            maxlength=${LONGEST}
            .value=${live(this.text)}
            @input=${this.#typed}
            @compositionstart=${this.#composes}
            @compositionend=${this.#composed}
            @keydown=${this.#pressed}
            @blur=${this.#close}
          />
          ${voice}
        </div>
        <button part="submit" class="primary">${help.submit}</button>
        <ul
          id="suggestions"
          part="suggestions"
          class="list"
          role="listbox"
          aria-label=${help.suggestions}
          lang=${this.#host.session.language}
          ?hidden=${!options.length}
          @pointerdown=${keepFocus}
          @mousedown=${keepFocus}
        >
          ${options.map((hit, index) => this.#option(hit, index))}
        </ul>
      </div>
    </form>`;
  }

  #option(hit: Hit, index: number): TemplateResult {
    const product = this.#guide.foreignProduct(hit);
    return html`<li
      id="suggestion-${index}"
      part="suggestion"
      role="option"
      aria-selected=${index === this.#active}
      data-entry=${hit.id}
      @click=${() => this.#choose(hit)}
    >
      ${marked(hit)} ${product && html`<span class="soft">${product}</span>`}
    </li>`;
  }

  get #input(): HTMLInputElement | null | undefined {
    return this.#host.renderRoot.querySelector<HTMLInputElement>('#question');
  }

  #suggest(): void {
    this.#hits = this.#guide.suggest(this.text);
    this.#active = -1;
    this.#open = this.#hits.length > 0;
    const { help, locale } = this.#host.strings;
    const count = this.#hits.length;
    const text = !this.text.trim()
      ? ''
      : count
        ? plural(help.suggested, count, locale)
        : help.noSuggestion;
    this.#guide.say(text, SILENCE);
    this.#host.requestUpdate();
  }

  readonly #typed = (event: InputEvent): void => {
    this.text = (event.target as HTMLInputElement).value;
    // Half a syllable of an input method is no question; `compositionend` follows.
    if (!event.isComposing && !this.#composing) this.#suggest();
  };

  readonly #composes = (): void => {
    this.#composing = true;
  };

  readonly #composed = (event: CompositionEvent): void => {
    this.#composing = false;
    this.text = (event.target as HTMLInputElement).value;
    this.#suggest();
  };

  readonly #close = (): void => {
    this.#open = false;
    this.#active = -1;
    this.#host.requestUpdate();
  };

  readonly #submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#close();
    this.#guide.ask(this.text);
  };

  #choose(hit: Hit): void {
    this.set(hit.question);
    this.#guide.answer(hit, 'suggestion');
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    // Keys that an input method handles, 229 by the name of those that do not say so.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { key, altKey } = event;
    const hit = this.#open ? this.#hits[this.#active] : undefined;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.#move(key === 'ArrowDown', altKey);
    else if (key === 'Enter' && hit) this.#choose(hit);
    else if (key === 'Escape' && this.#open) this.#close();
    else if (key === 'Escape' && this.text && this.#clears) this.#clear();
    else {
      // Home, End and the rest act in the text; the list is left.
      if (this.#active >= 0 && key !== 'Tab' && key !== 'Alt') {
        this.#active = -1;
        this.#host.requestUpdate();
      }
      return;
    }
    event.preventDefault();
  };

  /** In a panel one Escape closes it; there the text stays. */
  get #clears(): boolean {
    return !this.#input?.closest('dialog');
  }

  #clear(): void {
    this.text = '';
    this.#hits = [];
    this.#guide.say('', 0);
    this.#host.requestUpdate();
  }

  #move(down: boolean, stay: boolean): void {
    if (!this.#open) {
      this.#suggest();
      if (stay || !this.#open) return;
    }
    // One place beyond the last option is the text itself.
    const places = this.#hits.length + 1;
    const step = down ? 1 : -1;
    this.#active = ((this.#active + 1 + step + places) % places) - 1;
    this.#host.requestUpdate();
    this.#host.updateComplete.then(() => {
      this.#host.renderRoot
        .querySelector(`#suggestion-${this.#active}`)
        ?.scrollIntoView({ block: 'nearest' });
    });
  }
}

/** Pressing an option leaves the keyboard in the text, so that the list stays open. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
