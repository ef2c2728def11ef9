/** Text that is HTML already. Everything else that enters a template is escaped. */
class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * @param {unknown} value
 * @returns {string}
 */
function render(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  return String(value ?? '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * An HTML template in which every value is escaped, unless it is {@link Markup}.
 *
 * @param {TemplateStringsArray} parts
 * @param {...unknown} values
 */
export function html(parts, ...values) {
  return new Markup(String.raw({ raw: parts }, ...values.map(render)));
}

/**
 * Takes text as HTML. Only for what is part of this program.
 *
 * @param {string} text
 */
export function trusted(text) {
  return new Markup(text);
}

/**
 * A value for a script to read, as a block that the browser does not run.
 *
 * @param {string} id
 * @param {unknown} value
 */
export function data(id, value) {
  const json = JSON.stringify(value).replace(/</g, '\\u003c');
  return html`<script type="application/json" id="${id}">${trusted(json)}</script>`;
}
