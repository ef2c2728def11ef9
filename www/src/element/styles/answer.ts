import { css } from './css.js';

/** An answer, what stands beside it, and the question asked back. */
export const answer = css`
  .plain {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.25em 0.5em;
    margin-inline: -0.5em;
    min-block-size: 2em;
    background: none;
    border: 0;
    color: var(--fq-soft);
    font-size: 0.9375em;
  }

  .plain:hover {
    color: var(--fq-text);
    background: var(--fq-raised);
  }

  .plain svg {
    inline-size: 1.1em;
    block-size: 1.1em;
  }

  .back {
    margin-block: -0.25em 0.5em;
  }

  /* What points back points where reading begins. */
  .root[dir='rtl'] .back svg,
  .root[dir='rtl'] .entries svg {
    scale: -1 1;
  }

  .result {
    scroll-margin-block: 1em;
  }

  .result:empty {
    display: none;
  }

  /* So that what stands below is out of sight before and after. */
  .waited {
    min-block-size: 75vh;
  }

  .result,
  .answer {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 0.75em;
  }

  .result > *,
  .answer > * {
    max-inline-size: 100%;
  }

  .result > section,
  .result > article,
  .answer > * {
    inline-size: 100%;
  }

  .body {
    max-inline-size: 42em;
  }

  .body > * + *,
  .body li > * + * {
    margin-block-start: 0.65em;
  }

  .body li + li {
    margin-block-start: 0.3em;
  }

  .body > h4,
  .body > h5,
  .body > h6 {
    margin-block-start: 1.2em;
  }

  .body ul,
  .body ol {
    padding-inline-start: 1.5em;
  }

  .body li::marker {
    color: var(--fq-soft);
  }

  .body .table {
    overflow-x: auto;
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius-small);
  }

  .body table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  .body th,
  .body td {
    padding: 0.5em 0.85em;
    text-align: start;
    vertical-align: top;
    border-block-end: 1px solid var(--fq-line);
  }

  .body th {
    background: var(--fq-raised);
    font-weight: 600;
  }

  .body tr:last-child > td {
    border-block-end: 0;
  }

  .body img,
  .body video {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--fq-radius-small);
  }

  .body blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--fq-line);
    color: var(--fq-soft);
  }

  .body code {
    font-size: 0.9em;
    padding: 0.1em 0.3em;
    background: var(--fq-raised);
    border-radius: 0.25em;
  }

  .body pre {
    overflow-x: auto;
    padding: 0.75em 1em;
    background: var(--fq-raised);
    border-radius: var(--fq-radius-small);
  }

  /* As high as what stood here while it loaded, whatever comes: nothing below it moves. */
  .body.set,
  .body.short {
    block-size: 11em;
    overflow: hidden;
  }

  .body.short {
    mask-image: linear-gradient(#000 45%, transparent 75%);
  }

  .whole {
    position: relative;
    align-self: center;
    inline-size: auto !important;
    block-size: 2.75em;
    margin-block-start: -3.5em;
    background: var(--fq-surface);
  }

  .skeleton {
    display: block;
    block-size: 11em;
    border-radius: var(--fq-radius-small);
    background: repeating-linear-gradient(
      var(--fq-raised) 0 0.9em,
      transparent 0.9em 1.6em
    );
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 1.25em;
  }

  .entries {
    display: grid;
    margin-block-start: 0.25em;
  }

  /* The text stands in line with its heading; the surface under the pointer reaches further. */
  .entries button {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75em;
    inline-size: calc(100% + 1.5em);
    margin-inline: -0.75em;
    padding: 0.6em 0.75em;
    background: none;
    border: 0;
    text-align: start;
  }

  .entries svg {
    inline-size: 1.1em;
    block-size: 1.1em;
    color: var(--fq-soft);
  }

  .entries li + li {
    border-block-start: 1px solid var(--fq-line);
  }

  .entries button:hover {
    background: var(--fq-raised);
  }

  .entries button:focus-visible {
    outline-offset: -2px;
  }

  @media print {
    .tools,
    .back,
    .whole,
    [part='related'] {
      display: none;
    }

    .body.short {
      block-size: auto;
      mask-image: none;
    }
  }
`;
