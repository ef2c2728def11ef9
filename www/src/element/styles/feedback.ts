import { css } from 'lit';

/** Whether it helped, below an answer and on a later visit. */
export const feedbackStyles = css`
  .feedback {
    max-inline-size: 42rem;
    margin-block: 0.5rem;
  }

  .asked {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  .asked span {
    margin-inline-end: 0.25rem;
  }

  .asked .quiet {
    min-inline-size: 4rem;
  }

  .said {
    font-weight: 600;
  }

  .follow-up {
    position: relative;
    padding: 0.85rem 1rem;
    padding-inline-end: 3.5rem;
    background: var(--fq-raised);
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius-small);
  }

  .follow-up .quiet {
    background: var(--fq-surface);
  }

  .dismiss {
    position: absolute;
    inset-block-start: 0.25rem;
    inset-inline-end: 0.25rem;
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    padding: 0;
    background: none;
    border: 0;
    color: var(--fq-soft);
  }

  .dismiss:hover {
    color: var(--fq-text);
    background: var(--fq-surface);
  }
`;
