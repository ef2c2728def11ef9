import { css } from './css.js';

/**
 * Colours and measures. Each `--faqlet-*` is the shop's to set, on the element or anywhere above
 * it; views use the `--fq-*` made of them. Each theme brings its own surface, so text stays
 * legible on any page; browsers without `light-dark()` show the page's own colours. Lengths are
 * in `em`: many shops set the root's font size to something else, and `rem` with it.
 */
export const tokens = css`
  :host {
    --fq-accent: var(--faqlet-accent, light-dark(#2b3d55, #c3d3ea));
    --fq-on-accent: var(--faqlet-on-accent, light-dark(#fff, #16202e));
    --fq-link: var(--faqlet-link, light-dark(#1f4f9a, #9cc2ff));
    --fq-text: var(--faqlet-text, light-dark(#1c2127, #eceff3));
    --fq-soft: var(--faqlet-soft, light-dark(#59626d, #a9b3bf));
    --fq-surface: var(--faqlet-surface, light-dark(#fff, #1b1f25));
    --fq-raised: var(--faqlet-raised, light-dark(#f4f6f8, #252b33));
    --fq-line: var(--faqlet-line, light-dark(#dde2e8, #39414c));
    --fq-edge: var(--faqlet-edge, light-dark(#79838f, #848f9c));
    --fq-good: var(--faqlet-good, light-dark(#1b6638, #86d6a2));
    --fq-bad: var(--faqlet-bad, light-dark(#a3212b, #ff9c96));
    --fq-note: var(--faqlet-note, light-dark(#fdf5da, #3a3119));
    --fq-focus: var(--faqlet-focus, light-dark(#2563c9, #8bb8ff));
    --fq-radius: var(--faqlet-radius, 0.75em);
    --fq-radius-small: calc(var(--fq-radius) * 0.67);
    --fq-gap: var(--faqlet-gap, 1.25em);
    --fq-shadow: 0 0.25em 0.5em rgb(0 0 0 / 0.06), 0 1em 2.5em rgb(0 0 0 / 0.14);
  }
`;
