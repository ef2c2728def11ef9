import { css } from './css.js';

/** The frame of the element, and the question field with its list. */
export const question = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  :host([mode='button']) {
    display: contents;
  }

  /* Of the page's own style the font comes in, and whether it is dark or hidden; nothing else. */
  .root {
    all: initial;
    display: block;
    color-scheme: inherit;
    visibility: inherit;
    color: var(--fq-text);
    font-family: inherit;
    font-size: var(--faqlet-font-size, 1em);
    line-height: 1.55;
    overflow-wrap: break-word;
  }

  /* Arabic letters are smaller at the same size and need room for marks above and below. */
  .root:lang(ar) {
    line-height: 1.75;
  }

  .root:not(.button) {
    padding: clamp(1em, 3vw, 1.75em);
    background: var(--fq-surface);
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius);
  }

  .root:not(.button),
  .scroll {
    display: flex;
    flex-direction: column;
    gap: var(--fq-gap);
  }

  .ask label {
    display: block;
    margin-block-end: 0.35em;
    font-weight: 600;
  }

  .field {
    position: relative;
    display: flex;
    gap: 0.5em;
  }

  .box {
    position: relative;
    display: flex;
    flex: 1;
    min-inline-size: 0;
  }

  .box > svg {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.8em;
    margin-block: auto;
    color: var(--fq-soft);
    pointer-events: none;
  }

  .box > input {
    block-size: 3em;
    padding-inline-start: 2.6em;
  }

  .box > input:focus-visible {
    outline-offset: -1px;
    border-color: var(--fq-focus);
  }

  .box > .voice {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0.125em;
    margin-block: auto;
  }

  .box:has(> .voice) > input {
    padding-inline-end: 3em;
  }

  [part='submit'] {
    min-block-size: 3em;
  }

  [role='listbox'] {
    position: absolute;
    z-index: 2;
    inset-block-start: calc(100% + 0.35em);
    inset-inline: 0;
    max-block-size: min(24em, 60vh);
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0.35em;
    background: var(--fq-surface);
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius-small);
    box-shadow: var(--fq-shadow);
  }

  [role='option'] {
    padding: 0.6em 0.75em;
    border-radius: calc(var(--fq-radius-small) * 0.75);
    cursor: pointer;
  }

  [role='option']:hover,
  [role='option'][aria-selected='true'] {
    background: var(--fq-raised);
  }

  [role='option'][aria-selected='true'] {
    outline: 2px solid var(--fq-focus);
    outline-offset: -2px;
  }

  /* A line and no other weight or colour: letters that join, as in Arabic, stay joined. */
  mark {
    background: none;
    color: inherit;
    text-decoration: underline 2px color-mix(in oklab, var(--fq-accent) 55%, transparent);
    text-underline-offset: 0.22em;
  }

  @media (forced-colors: active) {
    mark {
      forced-color-adjust: none;
    }
  }

  @media print {
    .ask {
      display: none;
    }
  }
`;
