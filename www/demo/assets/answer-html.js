/** @typedef {{ createHTML(html: string): string }} Policy */
/** @typedef {{ createPolicy(name: string, rules: Policy): Policy }} TrustedTypes */

// The standard library's types do not know of trusted types yet.
const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
const policy = trustedTypes?.createPolicy('faqlet', { createHTML: (html) => html });

/**
 * Puts an answer into the page. The one place where text becomes elements: answers were sanitised
 * when the index was built, and are fetched by their hash. Scripts in a parsed document do not
 * run, whatever the text.
 *
 * @param {Element} target
 * @param {string} html
 */
export function showAnswerHtml(target, html) {
  const { body } = new DOMParser().parseFromString(policy?.createHTML(html) ?? html, 'text/html');
  target.replaceChildren(...body.childNodes);
}
