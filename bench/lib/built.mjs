import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What `cargo xtask bench` has built, or what the environment names.
 *
 * @returns {import('../peers/faqlet.mjs').Built}
 */
export const built = () => ({
  program: process.env.FAQLET ?? `${ROOT}target/release/faqlet`,
  dist: `${ROOT}www/dist`,
  named: process.env.FAQLET_NAMED_ENGINE ?? `${ROOT}target/xtask-engine-names/faqlet_bg.wasm`,
});
