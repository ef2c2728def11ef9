/**
 * An element with attributes and children; text stays text.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * A text as nodes, with a `mark` around each of its marked parts.
 *
 * @param {string} text
 * @param {readonly (readonly [start: number, end: number])[]} marks in order and apart
 */
export function marked(text, marks) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  let last = 0;
  for (const [start, end] of marks) {
    nodes.push(text.slice(last, start), element('mark', {}, text.slice(start, end)));
    last = end;
  }
  return [...nodes, text.slice(last)];
}

/**
 * The element with an id, which the page is known to have.
 *
 * @param {string} id
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}
