import { css } from './css.js';

/** What stands there before anything is asked. */
export const browse = css`
  .notices {
    display: grid;
    gap: 0.5em;
  }

  .notices li {
    display: flex;
    gap: 0.6em;
    padding: 0.7em 0.9em;
    background: var(--fq-note);
    border-radius: var(--fq-radius-small);
  }

  .notices svg {
    margin-block-start: 0.15em;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.6em;
  }

  .chips button {
    min-block-size: max(2.5em, 24px);
    padding: 0.3em 0.95em;
    font-size: 0.9375em;
    border-radius: 2em;
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 20em), 1fr));
    gap: 2em 3em;
    margin-block-start: 1em;
  }

  .cards > li {
    min-inline-size: 0;
    padding-block-start: 1em;
    border-block-start: 2px solid var(--fq-line);
  }

  .cards .plain {
    min-block-size: max(2.5em, 24px);
    color: var(--fq-link);
  }

  .person {
    padding: 0.85em 1em;
    border-inline-start: 3px solid var(--fq-accent);
    background: var(--fq-raised);
  }

  .useful + .topics {
    margin-block-start: 0.5em;
  }
`;
