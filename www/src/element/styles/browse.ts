import { css } from 'lit';

/** What stands there before anything is asked. */
export const browse = css`
  .notices {
    display: grid;
    gap: 0.5rem;
  }

  .notices li {
    display: flex;
    gap: 0.6rem;
    padding: 0.7rem 0.9rem;
    background: var(--fq-note);
    border-radius: var(--fq-radius-small);
  }

  .notices svg {
    margin-block-start: 0.15em;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.6rem;
  }

  .chips button {
    border-radius: 2rem;
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
    gap: 1rem;
    margin-block-start: 0.75rem;
  }

  .cards > li {
    display: flex;
    flex-direction: column;
    padding: 1rem;
    border: 1px solid var(--fq-line);
    border-radius: var(--fq-radius);
  }

  .cards h4 {
    padding-inline: 0.25rem;
    font-size: 1.0625em;
  }

  .cards .quiet {
    margin-block-start: auto;
  }

  .topics + .topics,
  .useful + .topics {
    margin-block-start: 0.5rem;
  }
`;
