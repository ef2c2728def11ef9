import { html, nothing, type TemplateResult } from 'lit/html.js';
import { plural } from '../../contact/strings.js';
import type { Notice, Topic } from '../../manifest.js';
import type { Guide } from '../guide.js';
import type { HelpSession } from '../session.js';
import type { ViewHost } from '../view.js';
import type { Choice } from './choice.js';
import { icons } from './icons.js';

/** Questions of each topic on a page of topics. */
const FIRST = 4;

/** What the shop announces; nothing, where there is nothing. */
export function noticeList(
  { strings, session }: ViewHost,
  notices: readonly Notice[],
): TemplateResult | typeof nothing {
  if (!notices.length) return nothing;
  const { help } = strings;
  return html`<ul
    part="notices"
    class="list notices"
    role="list"
    aria-label=${help.notices}
    lang=${session.language}
  >
    ${notices.map(
      ({ text, url }) =>
        html`<li part="notice">
          ${icons.notice}
          <p dir="auto">${text} ${url ? html`<a href=${url}>${help.more}</a>` : nothing}</p>
        </li>`,
    )}
  </ul>`;
}

type BrowseHost = ViewHost & { readonly session: HelpSession; readonly mode: string };

/** Questions without typing: the useful ones of the page, and topics. */
export class Browse {
  readonly #host: BrowseHost;
  readonly #guide: Guide;
  readonly #choice: Choice;

  constructor(host: BrowseHost, guide: Guide, choice: Choice) {
    this.#host = host;
    this.#guide = guide;
    this.#choice = choice;
  }

  render(): TemplateResult {
    const { session, strings, mode } = this.#host;
    const { help } = strings;
    if (session.topic) return this.#topic(session.topic);
    const useful = session.browse();
    const { topics } = session;
    return html`${
      useful.length
        ? html`<section part="useful" class="useful" aria-labelledby="useful">
            <h3 id="useful">${help.useful}</h3>
            ${this.#choice.list(useful, 'browse')}
          </section>`
        : nothing
    }
    ${
      topics.length
        ? html`<section part="topics" class="topics" aria-labelledby="topics">
            <h3 id="topics">${help.topics}</h3>
            <ul class=${mode === 'page' ? 'list cards' : 'list chips'} role="list" lang=${session.language}>
              ${topics.map((topic) => (mode === 'page' ? this.#card(topic) : this.#chip(topic)))}
            </ul>
          </section>`
        : nothing
    }`;
  }

  #chip(topic: Topic): TemplateResult {
    return html`<li>
      <button type="button" part="topic" class="quiet" @click=${() => this.#guide.browse(topic)}>
        ${topic.name}
      </button>
    </li>`;
  }

  #card(topic: Topic): TemplateResult {
    const { session, strings } = this.#host;
    const hits = session.browse(topic.tag);
    const all = plural(strings.help.all, hits.length, strings.locale);
    return html`<li>
      <h4>${topic.name}</h4>
      ${this.#choice.list(hits.slice(0, FIRST), 'browse')}
      ${
        hits.length > FIRST
          ? html`<button
              type="button"
              part="topic"
              class="plain"
              lang=${strings.locale}
              @click=${() => this.#guide.browse(topic)}
            >
              ${all}<span class="hidden">: ${topic.name}</span>
            </button>`
          : nothing
      }
    </li>`;
  }

  #topic({ tag, name }: Topic): TemplateResult {
    const { session } = this.#host;
    return html`<section part="topics" class="topics" aria-labelledby="result">
      <h3 id="result" tabindex="-1" lang=${session.language}>${name}</h3>
      ${this.#choice.list(session.browse(tag), 'browse')}
    </section>`;
  }
}
