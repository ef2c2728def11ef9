import faqlet from './faqlet.mjs';
import { LIBRARIES } from './index.mjs';
import pagefind from './pagefind.mjs';

/**
 * All that are measured, by the names that child processes take; faqlet first.
 *
 * @param {import('./faqlet.mjs').Built} built
 * @returns {Record<string, import('../lib/types.js').Peer>}
 */
export const peers = (built) => ({ faqlet: faqlet(built), ...LIBRARIES, pagefind });
