import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The repository. */
export const ROOT = at('../../../');
/** The demo shop's content. */
export const CONTENT = at('../../../faq-data');
/** The demo shop's index, as `cargo xtask` builds it. */
export const DEMO_INDEX = at('../../demo/faq');
/** The engine, as wasm-bindgen generates it. */
export const WASM = at('../../src/engine/faqlet_bg.wasm');
/** The package, as a shop serves it. */
export const DIST = at('../../dist');

/** The package's folder. */
export const PACKAGE = at('../../');
/** Small projects that use the package. */
export const PROJECTS = at('../projects');

/** Questions with their right entries, by language. */
export const golden = (language: string): string => at(`../../../tests/golden/${language}.jsonl`);
