import { css } from 'lit';

/** An answer, what stands beside it, and the question asked back. */
export const answer = css`
  .plain {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.25em 0.5em;
    margin-inline: -0.5em;
    min-block-size: 2rem;
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
    margin-block: -0.25rem 0.5rem;
  }

  /* What points back points where reading begins. */
  .root[dir='rtl'] .back svg,
  .root[dir='rtl'] .entries svg {
    scale: -1 1;
  }

  .result {
    scroll-margin-block: 1rem;
  }

  .result:empty {
    display: none;
  }

  .result,
  .answer {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 0.75rem;
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
    max-inline-size: 42rem;
  }

  .body > * + *,
  .body li + li,
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

  .body ol {
    list-style: none;
    counter-reset: step;
    padding-inline-start: 0;
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
    padding: 0.5rem 0.85rem;
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
    block-size: 11rem;
    overflow: hidden;
  }

  .body.short {
    mask-image: linear-gradient(#000 50%, transparent 85%);
  }

  .whole {
    align-self: center;
    inline-size: auto !important;
    block-size: 2.75rem;
    margin-block-start: -3.5rem;
    background: var(--fq-surface);
  }

  .skeleton {
    display: block;
    block-size: 11rem;
    border-radius: var(--fq-radius-small);
    background: repeating-linear-gradient(
      var(--fq-raised) 0 0.9rem,
      transparent 0.9rem 1.6rem
    );
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.25rem;
  }

  .entries {
    display: grid;
    gap: 0;
    margin-block-start: 0.35rem;
  }

  .entries button {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.6em;
    inline-size: 100%;
    padding: 0.6rem 0.75rem;
    background: none;
    border: 0;
    border-block-end: 1px solid var(--fq-line);
    border-radius: 0;
    text-align: start;
  }

  .entries li:last-child > button {
    border-block-end-color: transparent;
  }

  .entries button:hover {
    background: var(--fq-raised);
  }

  @media print {
    .tools,
    .back,
    .related {
      display: none;
    }
  }
`;
