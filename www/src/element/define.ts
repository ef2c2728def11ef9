/**
 * faqlet/define: defines `<faqlet-help>`. Importing it twice, or where there is no DOM, is
 * harmless.
 *
 * @packageDocumentation
 */
import { FaqletHelp } from './faqlet-help.js';

if (globalThis.customElements && !customElements.get('faqlet-help')) {
  customElements.define('faqlet-help', FaqletHelp);
}

declare global {
  interface HTMLElementTagNameMap {
    /** The shop's help. */
    'faqlet-help': FaqletHelp;
  }
}
