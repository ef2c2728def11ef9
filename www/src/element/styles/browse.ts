import { css } from 'lit';

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
    border-radius: 2em;
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 20em), 1fr));
    gap: 1em;
    margin-block-start: 0.75em;
  }

  .cards > li {
    display: flex;
    flex-direction: column;
    padding: 1em;
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius);
  }

  .cards h4 {
    padding-inline: 0.25em;
    font-size: 1.0625em;
  }

  .cards .quiet {
    margin-block-start: auto;
  }

  .topics + .topics,
  .useful + .topics {
    margin-block-start: 0.5em;
  }
`;
