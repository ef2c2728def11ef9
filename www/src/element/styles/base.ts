import { css } from './css.js';

/**
 * What all views share. Classes of the shadow tree: `primary`, `quiet` and `icon` are buttons,
 * `soft` is text of less weight, `list` a list without bullets, `hidden` for those who hear the
 * page.
 */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  h2,
  h3,
  h4 {
    line-height: 1.3;
    font-weight: 650;
  }

  h2 {
    font-size: 1.3em;
  }

  h3 {
    font-size: 1.125em;
  }

  h4 {
    font-size: 1em;
  }

  .list {
    list-style: none;
  }

  .soft {
    color: var(--fq-soft);
    font-size: 0.9375em;
  }

  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  a {
    color: var(--fq-link);
    text-underline-offset: 0.2em;
  }

  a:hover {
    text-decoration-thickness: 2px;
  }

  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }

  /* 16 px or more: phones zoom the page into smaller fields. */
  input:not([type='checkbox']),
  textarea {
    font-size: max(1em, 16px);
    min-block-size: max(2.75em, 44px);
    inline-size: 100%;
    padding: 0.55em 0.8em;
    background: var(--fq-surface);
    border: 1px solid var(--fq-edge);
    border-radius: var(--fq-radius-small);
  }

  button {
    min-block-size: max(2.75em, 44px);
    cursor: pointer;
    border-radius: var(--fq-radius-small);
    touch-action: manipulation;
  }

  .primary {
    padding: 0.5em 1.25em;
    background: var(--fq-accent);
    color: var(--fq-on-accent);
    font-weight: 600;
    border: 1px solid transparent;
  }

  .primary:hover {
    background: color-mix(in oklab, var(--fq-accent) 88%, var(--fq-text));
  }

  .quiet {
    padding: 0.45em 1em;
    background: none;
    border: 1px solid var(--fq-line);
  }

  .quiet:hover {
    background: var(--fq-raised);
    border-color: var(--fq-edge);
  }

  .icon {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: max(2.75em, 44px);
    padding: 0;
    background: none;
    border: 1px solid transparent;
    color: var(--fq-soft);
  }

  .icon:hover {
    color: var(--fq-text);
    background: var(--fq-raised);
  }

  :focus-visible {
    outline: 2px solid var(--fq-focus);
    outline-offset: 2px;
  }

  /* Focused only to be read from; there is nothing to press. */
  [tabindex='-1']:focus {
    outline: none;
  }

  svg {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  @media (forced-colors: active) {
    button {
      color: ButtonText;
    }

    .primary,
    .quiet,
    .icon {
      border-color: ButtonText;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after,
    ::backdrop {
      animation: none !important;
      transition: none !important;
    }
  }
`;
