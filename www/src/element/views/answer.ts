import type { ReactiveController } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Hit } from '../../outcome.js';
import { parseAnswer, playVideo } from '../answer-html.js';
import type { Guide } from '../guide.js';
import type { HelpSession } from '../session.js';
import type { ViewHost } from '../view.js';
import { noticeList } from './browse.js';
import type { Choice } from './choice.js';
import { icons } from './icons.js';

/**
 * Milliseconds after which an answer may move nothing any more: what moves within half a second
 * of a press is understood as its effect, and what moves later is under somebody's finger.
 */
const LATE = 400;
/** Milliseconds for which the line below a button says what came of it. */
const NOTE = 4000;

/** What other views put into an answer. */
export interface AnswerParts {
  /** The person to talk to, where an answer alone will not do. */
  readonly person: unknown;
  /** Whether it helped. */
  readonly feedback: unknown;
  /** Reading aloud; gets the answer's text. */
  readonly readAloud: unknown;
}

type AnswerHost = ViewHost & { readonly session: HelpSession };

/** An answer, in place. */
export class AnswerView implements ReactiveController {
  readonly #host: AnswerHost;
  readonly #guide: Guide;
  readonly #choice: Choice;
  /** The entry that {@link #body} is of. */
  #hit: Hit | undefined;
  #body: DocumentFragment | 'loading' | 'failed' = 'loading';
  /** Whether the body came late and keeps to the room that was set aside, and if it fits there. */
  #room: 'free' | 'set' | 'short' = 'free';
  #note = '';
  #noted: ReturnType<typeof setTimeout> | undefined;

  constructor(host: AnswerHost, guide: Guide, choice: Choice) {
    this.#host = host;
    this.#guide = guide;
    this.#choice = choice;
    host.addController(this);
  }

  /** Draws the answer anew the next time: what it was made of has gone into the page. */
  forget(): void {
    this.#hit = undefined;
  }

  hostUpdate(): void {
    const { shown } = this.#host.session;
    if (shown?.id === this.#hit?.id) return;
    this.#hit = shown;
    this.#note = '';
    if (shown) this.#load(shown);
  }

  hostDisconnected(): void {
    clearTimeout(this.#noted);
    this.forget();
  }

  render(hit: Hit, parts: AnswerParts): TemplateResult {
    const { session, strings } = this.#host;
    const { help } = strings;
    const product = this.#guide.foreignProduct(hit);
    const body = this.#body;
    return html`<article part="answer" class="answer" aria-labelledby="result" data-entry=${hit.id}>
      <div lang=${session.language} dir=${session.direction ?? nothing}>
        <h3 id="result" part="answer-question" tabindex="-1">${hit.question}</h3>
        ${product ? html`<p class="soft">${product}</p>` : nothing}
      </div>
      ${noticeList(this.#host, session.answerNotices)} ${parts.person}
      <div
        part="answer-body"
        class="body ${this.#room}"
        @focusin=${this.#free}
        lang=${session.language}
        dir=${session.direction ?? nothing}
        aria-busy=${body === 'loading' ? 'true' : nothing}
      >
        ${body === 'loading' ? skeleton : body === 'failed' ? this.#failed() : body}
      </div>
      ${
        this.#room === 'short'
          ? html`<button type="button" part="whole" class="quiet whole" @click=${this.#free}>
              ${help.whole}
            </button>`
          : nothing
      }
      <div class="tools">
        ${
          this.#guide.address(hit.id)
            ? html`<button type="button" part="copy-link" class="plain" @click=${this.#copy}>
                ${icons.link}${help.copyLink}
              </button>`
            : nothing
        }
        ${parts.readAloud}
        <span class="soft" role="status">${this.#note}</span>
      </div>
      ${parts.feedback}
    </article>
    ${this.#choice.others(help.related, session.related)}`;
  }

  #failed(): TemplateResult {
    const { help } = this.#host.strings;
    return html`<p>${help.unanswered}</p>
      <button type="button" class="quiet" @click=${() => this.#hit && this.#load(this.#hit)}>
        ${help.retry}
      </button>`;
  }

  async #load(hit: Hit): Promise<void> {
    this.#room = 'free';
    this.#show('loading');
    const asked = performance.now();
    try {
      const html = await this.#host.session.answer(hit);
      if (this.#hit !== hit) return;
      if (performance.now() - asked > LATE) this.#room = 'set';
      this.#show(this.#parse(html));
      await this.#host.updateComplete;
      const body = this.#host.renderRoot.querySelector('.body.set');
      if (!body || body.scrollHeight <= body.clientHeight) return;
      this.#room = 'short';
      this.#host.requestUpdate();
    } catch (error) {
      if (this.#hit !== hit) return;
      this.#host.session.report(error);
      this.#show('failed');
      this.#guide.say(this.#host.strings.help.unanswered, 0);
    }
  }

  #show(body: DocumentFragment | 'loading' | 'failed'): void {
    this.#body = body;
    this.#host.requestUpdate();
  }

  #parse(html: string): DocumentFragment {
    const { nodes, entries, videos, tables } = parseAnswer(html);
    const { help } = this.#host.strings;
    for (const table of tables) table.ariaLabel = help.table;
    for (const [link, id] of entries) {
      const address = this.#guide.address(id);
      if (address) link.href = address;
      link.addEventListener('click', (click) => {
        if (click.ctrlKey || click.metaKey || click.shiftKey) return;
        if (this.#guide.show(id)) click.preventDefault();
      });
    }
    for (const link of videos) {
      link.classList.add('video');
      link.title = help.video;
      link.addEventListener('click', (click) => {
        if (click.ctrlKey || click.metaKey || click.shiftKey) return;
        click.preventDefault();
        playVideo(link);
      });
    }
    return nodes;
  }

  readonly #copy = async (): Promise<void> => {
    const { help } = this.#host.strings;
    const address = this.#hit && this.#guide.address(this.#hit.id);
    let note: string = help.linkNotCopied;
    try {
      await navigator.clipboard.writeText(address ?? '');
      note = help.linkCopied;
    } catch {
      // Refused: the shopper is told how to go about it.
    }
    this.#say(note);
    clearTimeout(this.#noted);
    this.#noted = setTimeout(() => this.#say(''), NOTE);
  };

  /** Takes all the room that it needs: somebody has asked for it. */
  readonly #free = (): void => {
    if (this.#room === 'free' || this.#body === 'loading') return;
    this.#room = 'free';
    this.#host.requestUpdate();
  };

  #say(note: string): void {
    this.#note = note;
    this.#host.requestUpdate();
  }
}

const skeleton = html`<span class="skeleton" aria-hidden="true"></span>`;
