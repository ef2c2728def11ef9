import { css } from './css.js';

/** The launcher, and the panel that it opens. */
export const panel = css`
  .launcher {
    position: var(--faqlet-launcher-position, fixed);
    z-index: var(--faqlet-layer, 1000);
    inset-block-end: calc(1em + env(safe-area-inset-bottom, 0px));
    inset-inline-end: 1em;
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 3em;
    padding: 0.5em 1.25em;
    background: var(--fq-accent);
    color: var(--fq-on-accent);
    font-weight: 600;
    border: 1px solid transparent;
    border-radius: 3em;
    box-shadow: var(--fq-shadow);
  }

  /* Under the panel; it keeps its place, to take the focus back. */
  .launcher[data-open] {
    opacity: 0;
  }

  dialog {
    position: fixed;
    z-index: var(--faqlet-layer, 1000);
    inset-block: auto 1em;
    inset-inline: auto 1em;
    inline-size: min(26em, 100vw - 2em);
    max-inline-size: none;
    block-size: min(44em, 100dvh - 2em);
    max-block-size: none;
    margin: 0;
    padding: 0;
    flex-direction: column;
    background: var(--fq-surface);
    color: inherit;
    border: 1px solid var(--fq-line);
    border-radius: calc(var(--fq-radius) * 1.25);
    box-shadow: var(--fq-shadow);
    overflow: hidden;
  }

  dialog[open] {
    display: flex;
    animation: rise 0.18s ease-out;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }

  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1em;
    padding-block: 0.75em 0.5em;
    padding-inline: 1.25em 0.75em;
  }

  /* What comes once the engine is there pushes nothing that is seen. */
  :host([data-state='loading']) .scroll .result {
    min-block-size: 60dvh;
  }

  .scroll {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0.25em 1.25em 1.25em;
  }

  .foot {
    display: flex;
    justify-content: center;
    border-block-start: 1px solid var(--fq-line);
  }

  .foot .plain {
    inline-size: 100%;
    min-block-size: max(2.75em, 44px);
    margin: 0;
    justify-content: center;
    border-radius: 0;
    color: var(--fq-text);
    font-weight: 600;
  }

  .foot .plain:focus-visible {
    outline-offset: -3px;
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 0.75em;
    }
  }

  @media (max-width: 39.99rem) {
    dialog {
      inset: auto 0 0;
      inline-size: 100%;
      block-size: 88dvh;
      padding-block-end: env(safe-area-inset-bottom, 0px);
      border-width: 1px 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }

  @media (forced-colors: active) {
    .launcher {
      border-color: ButtonText;
    }
  }

  @media print {
    .launcher,
    dialog .icon {
      display: none;
    }
  }
`;
