import type { ReactiveController } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ViewHost } from '../view.js';

/** The parts of the Web Speech API that are used; TypeScript's library does not have them yet. */
interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  processLocally?: boolean;
  start(): void;
  stop(): void;
  abort(): void;
}
interface RecognitionClass {
  new (): Recognition;
  /** Whether a language is understood on the device: newer browsers only. */
  available?(options: { langs: string[]; processLocally: boolean }): Promise<string>;
}
interface RecognitionEvent extends Event {
  readonly results: Iterable<{ readonly isFinal: boolean; readonly 0: { transcript: string } }>;
}
interface RecognitionError extends Event {
  readonly error: string;
}

/** Asks by microphone, where the browser understands speech and the shop wants it. */
export class Voice implements ReactiveController {
  readonly #host: ViewHost;
  readonly #heard: (text: string, final: boolean) => void;
  #recognition: Recognition | undefined;
  #note: 'listening' | 'silence' | 'denied' | 'failed' | undefined;

  /** @param heard gets the words so far, as often as they change, and `final` with the last ones */
  constructor(host: ViewHost, heard: (text: string, final: boolean) => void) {
    this.#host = host;
    this.#heard = heard;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#recognition?.abort();
    this.#end();
  }

  /** The button, for beside the question's field; nothing where it could not work. */
  render(): TemplateResult | typeof nothing {
    if (!this.#host.voice || !recognitionClass()) return nothing;
    const { speak } = this.#host.strings.voice;
    return html`<button
      type="button"
      part="voice"
      class="icon voice"
      aria-pressed=${this.#recognition ? 'true' : 'false'}
      aria-label=${speak}
      title=${speak}
      @click=${this.#pressed}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <rect x="9" y="3" width="6" height="11" rx="3" />
        <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
      </svg>
    </button>`;
  }

  /** What became of listening, for below the field. It is in the page from the start, to be read. */
  renderNote(): TemplateResult | typeof nothing {
    if (!this.#host.voice || !recognitionClass()) return nothing;
    const { voice } = this.#host.strings;
    return html`<p part="voice-note" class="voice-note" role="status">
      ${this.#note ? voice[this.#note] : nothing}
    </p>`;
  }

  #pressed = (): void => {
    if (this.#recognition) this.#recognition.stop();
    else this.#listen();
  };

  async #listen(): Promise<void> {
    const Recognition = recognitionClass();
    if (!Recognition) return;
    const recognition = new Recognition();
    this.#recognition = recognition;
    recognition.lang = this.#host.session.language;
    recognition.interimResults = true;
    let words = '';
    recognition.addEventListener('result', (event) => {
      if (this.#recognition !== recognition) return;
      const results = [...(event as RecognitionEvent).results];
      words = results
        .map(({ 0: { transcript } }) => transcript)
        .join('')
        .trim();
      this.#heard(words, false);
    });
    recognition.addEventListener('error', (event) => {
      const { error } = event as RecognitionError;
      if (error === 'aborted' || this.#recognition !== recognition) return;
      const denied = error === 'not-allowed' || error === 'service-not-allowed';
      this.#say(denied ? 'denied' : error === 'no-speech' ? 'silence' : 'failed');
    });
    // Every way that listening can take ends here, after its results and errors.
    recognition.addEventListener('end', () => {
      if (this.#recognition !== recognition) return;
      this.#end();
      if (words) this.#heard(words, true);
      else if (!this.#note) this.#say('silence');
    });
    this.#say(undefined);
    try {
      // What is said need not leave the device where the device understands it.
      const options = { langs: [recognition.lang], processLocally: true };
      recognition.processLocally = (await Recognition.available?.(options)) === 'available';
    } catch {
      // Then the browser decides where it is understood, as those do that cannot be asked.
    }
    if (this.#recognition !== recognition) return;
    try {
      recognition.start();
      this.#say('listening');
    } catch {
      this.#end();
      this.#say('failed');
    }
  }

  #end(): void {
    this.#recognition = undefined;
    if (this.#note === 'listening') this.#note = undefined;
    this.#host.requestUpdate();
  }

  #say(note: 'listening' | 'silence' | 'denied' | 'failed' | undefined): void {
    this.#note = note;
    this.#host.requestUpdate();
  }
}

function recognitionClass(): RecognitionClass | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = globalThis as {
    SpeechRecognition?: RecognitionClass;
    webkitSpeechRecognition?: RecognitionClass;
  };
  return SpeechRecognition ?? webkitSpeechRecognition;
}
