import { css } from './css.js';

/** The ways to reach the shop, the message that goes along, and what was sent. */
export const contactStyles = css`
  .contact {
    padding: 1em;
    background: var(--fq-raised);
    /* Seen where colours are forced, and there is no background. */
    border: 1px solid transparent;
    border-radius: var(--fq-radius-small);
  }

  .contact h4 {
    margin-block-end: 0.5em;
  }

  .channels {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5em), 1fr));
    gap: 0.5em 1.5em;
  }

  .channels li {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  /* The whole of the name's line can be pressed, and is high enough for a thumb. */
  .channels a {
    display: block;
    padding-block: 0.6em;
    font-weight: 600;
  }

  .channels .detail {
    display: block;
  }

  .channels p {
    color: var(--fq-soft);
    font-size: 0.9375em;
  }

  .channels .open,
  .channels .closed {
    display: flex;
    gap: 0.5em;
    align-items: baseline;
  }

  .channels .open {
    color: var(--fq-good);
  }

  /* Filled or hollow, so that it does not hang on the colour. */
  .channels .open::before,
  .channels .closed::before {
    content: '';
    flex: none;
    inline-size: 0.55em;
    block-size: 0.55em;
    border: 1.5px solid currentColor;
    border-radius: 50%;
  }

  .channels .open::before {
    background: currentColor;
    forced-color-adjust: none;
  }

  .contact summary,
  .community summary {
    inline-size: fit-content;
    padding-block: 0.6em;
    color: var(--fq-link);
    cursor: pointer;
    border-radius: 0.25em;
  }

  .contact summary:hover,
  .community summary:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .contact > .more {
    margin-block-start: 0.5em;
  }

  .message,
  .outbox {
    margin-block-start: 1em;
    padding-block-start: 1em;
    border-block-start: 1px solid var(--fq-line);
  }

  .message > *,
  .outbox > *,
  .community > * {
    max-inline-size: 42em;
  }

  .preview,
  .outbox li {
    padding: 0.75em 0.9em;
    background: var(--fq-surface);
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius-small);
    overflow-wrap: anywhere;
  }

  .preview {
    margin-block-end: 0.75em;
  }

  .preview p {
    margin-block-end: 0.75em;
    white-space: pre-line;
  }

  .preview p:last-child {
    margin-block-end: 0;
  }

  .preview div {
    color: var(--fq-soft);
    font-size: 0.9375em;
  }

  .message label,
  .community label,
  .feedback label {
    display: block;
    margin-block: 0.5em 0.25em;
    font-weight: 600;
  }

  .message textarea,
  .community textarea,
  .feedback textarea {
    display: block;
    resize: vertical;
  }

  [aria-invalid] {
    border-color: var(--fq-bad);
    box-shadow: inset 0 0 0 1px var(--fq-bad);
  }

  .message fieldset {
    margin-block: 0.75em;
  }

  .message legend {
    padding: 0;
    font-weight: 600;
  }

  .message fieldset label {
    display: flex;
    gap: 0.6em;
    margin: 0;
    padding-block: 0.3em;
    font-weight: 400;
  }

  .message fieldset input {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0.15em 0 0;
    accent-color: var(--fq-accent);
  }

  .message fieldset span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .sender .primary,
  .community .primary {
    margin-block-start: 0.75em;
  }

  .community .soft,
  .feedback .soft,
  .error:not(:empty) {
    margin-block-start: 0.35em;
  }

  .error {
    color: var(--fq-bad);
    font-weight: 600;
  }

  .message [role='status'],
  .message details {
    margin-block-start: 0.25em;
  }

  .outbox ul {
    display: grid;
    gap: 0.75em;
  }

  .outbox .words {
    display: -webkit-box;
    overflow: hidden;
    color: var(--fq-soft);
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .outbox .state {
    font-weight: 600;
  }

  .outbox [data-state='sent'] .state {
    color: var(--fq-good);
  }

  .outbox [data-state='refused'] .state {
    color: var(--fq-bad);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.5em;
  }

  @media print {
    .message,
    .outbox,
    .community {
      display: none;
    }
  }
`;
