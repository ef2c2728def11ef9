/**
 * faqlet/define: defines `<faqlet-help>`. Importing it twice, or where there is no DOM, is
 * harmless.
 *
 * @packageDocumentation
 */
import { FaqletHelp } from './faqlet-help.js';

const NAME = 'faqlet-help';

if (globalThis.customElements && !customElements.get(NAME)) {
  customElements.define(NAME, FaqletHelp);
}

declare global {
  interface HTMLElementTagNameMap {
    'faqlet-help': FaqletHelp;
  }
}
