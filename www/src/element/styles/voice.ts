import { css } from './css.js';

/** The microphone beside the question, and reading aloud. */
export const voiceStyles = css`
  .voice[aria-pressed='true'] {
    color: var(--fq-on-accent);
    background: var(--fq-accent);
    animation: faqlet-listening 1.6s ease-in-out infinite alternate;
  }

  @keyframes faqlet-listening {
    to {
      box-shadow: 0 0 0 0.3em color-mix(in srgb, var(--fq-accent) 30%, transparent);
    }
  }

  .voice-note:not(:empty) {
    color: var(--fq-soft);
  }

  .read-aloud {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
  }

  @media (forced-colors: active) {
    .voice[aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }

  @media print {
    .read-aloud {
      display: none;
    }
  }
`;
