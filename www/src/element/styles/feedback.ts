import { css } from './css.js';

/** Whether it helped, below an answer and on a later visit. */
export const feedbackStyles = css`
  .feedback {
    max-inline-size: 42em;
    margin-block: 0.5em;
  }

  .asked {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
  }

  .asked span {
    margin-inline-end: 0.25em;
  }

  .asked .quiet {
    min-inline-size: 4em;
  }

  .said {
    font-weight: 600;
  }

  .follow-up {
    position: relative;
    padding: 0.85em 1em;
    padding-inline-end: 3.5em;
    background: var(--fq-raised);
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius-small);
  }

  .follow-up .quiet {
    background: var(--fq-surface);
  }

  .dismiss {
    position: absolute;
    inset-block-start: 0.25em;
    inset-inline-end: 0.25em;
  }

  .dismiss:hover {
    background: var(--fq-surface);
  }

  @media print {
    .feedback,
    .follow-up {
      display: none;
    }
  }
`;
