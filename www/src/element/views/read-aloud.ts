import type { ReactiveController } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Hit } from '../../outcome.js';
import type { ViewHost } from '../view.js';
import { partOf } from './parts.js';

/** Longer than this in one piece, some voices stop before the end; in UTF-16 code units. */
const PIECE = 200;

/** Outlines of a loudspeaker and of a square. */
const SOUND = 'M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11';
const STOP = 'M7 7h10v10H7z';

/** Reads an answer aloud, where the device has a voice for its language and the shop wants it. */
export class ReadAloud implements ReactiveController {
  readonly #host: ViewHost;
  /** Id of the entry that is being read. */
  #reading: string | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Voices come late, and may come and go.
    synthesis()?.addEventListener?.('voiceschanged', this.#voices);
    globalThis.addEventListener?.('pagehide', this.#stop);
  }

  hostDisconnected(): void {
    synthesis()?.removeEventListener?.('voiceschanged', this.#voices);
    globalThis.removeEventListener?.('pagehide', this.#stop);
    this.#stop();
  }

  hostUpdate(): void {
    // Another answer, or none, has taken the place of the one that is read.
    if (this.#reading !== undefined && this.#reading !== this.#host.session.shown?.id) this.#stop();
  }

  /** @param entry whose answer is shown, in the part `answer-body` */
  render(entry: Hit): TemplateResult | typeof nothing {
    if (!this.#host.voice || !this.#voice()) return nothing;
    const { read, stop } = this.#host.strings.voice;
    const reading = this.#reading === entry.id;
    return html`<button
      type="button"
      part="read-aloud"
      class="quiet read-aloud"
      @click=${() => (reading ? this.#stop() : this.#read(entry))}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d=${reading ? STOP : SOUND} />
      </svg>
      ${reading ? stop : read}
    </button>`;
  }

  #read({ id, question }: Hit): void {
    const speech = synthesis();
    const voice = this.#voice();
    if (!speech || !voice) return;
    speech.cancel();
    this.#reading = id;
    // As it is laid out: cells and lines apart, and without what is not shown.
    const answer = partOf(this.#host, 'answer-body')?.innerText ?? '';
    const pieces = piecesOf(`${question}\n${answer}`, this.#host.session.language);
    for (const [place, piece] of pieces.entries()) {
      const utterance = new SpeechSynthesisUtterance(piece);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      const done = () => {
        if (this.#reading === id) this.#stop();
      };
      utterance.addEventListener('error', done);
      if (place === pieces.length - 1) utterance.addEventListener('end', done);
      speech.speak(utterance);
    }
    this.#host.requestUpdate();
  }

  #stop = (): void => {
    if (this.#reading === undefined) return;
    this.#reading = undefined;
    synthesis()?.cancel();
    this.#host.requestUpdate();
  };

  #voices = (): void => this.#host.requestUpdate();

  /** A voice for the answer's language; rather one that does not send the text anywhere. */
  #voice(): SpeechSynthesisVoice | undefined {
    const primary = (tag: string) => tag.toLowerCase().split(/[-_]/)[0];
    const language = primary(this.#host.session.language);
    const fitting = (synthesis()?.getVoices() ?? []).filter(
      ({ lang }) => primary(lang) === language,
    );
    return fitting.find(({ localService }) => localService) ?? fitting[0];
  }
}

/** A text in pieces that can be read in one go: lines, and of long ones sentences. */
export function piecesOf(text: string, language: string): string[] {
  return text
    .split(/\s*\n\s*/)
    .flatMap((line) => (line.length > PIECE ? sentencesOf(line, language) : [line.trim()]))
    .filter(Boolean);
}

function sentencesOf(line: string, language: string): string[] {
  const { Segmenter } = Intl;
  const sentences = Segmenter
    ? Array.from(
        new Segmenter(language, { granularity: 'sentence' }).segment(line),
        ({ segment }) => segment,
      )
    : [line];
  return sentences.map((sentence) => sentence.trim());
}

function synthesis(): SpeechSynthesis | undefined {
  return globalThis.SpeechSynthesisUtterance && globalThis.speechSynthesis;
}
