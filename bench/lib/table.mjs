/** Figures as text, and tables of them in Markdown. */

/** Where there is nothing to show. */
export const DASH = '–';

/**
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows
 * @param {number} [texts] how many columns hold texts; the others hold figures
 * @returns {string}
 */
export function table(heads, rows, texts = 1) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = `|${heads.map((_, column) => (column < texts ? '---' : '--:')).join('|')}|`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}

/**
 * To three digits, and thousands set apart.
 *
 * @param {number} value 0 or more
 * @returns {string}
 */
export function figure(value) {
  if (value >= 999.5)
    return Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ',');
  return Number(value.toPrecision(3)).toString();
}

/** @param {number} microseconds */
export function time(microseconds) {
  return microseconds < 1000
    ? `${figure(microseconds)} µs`
    : `${figure(Number((microseconds / 1000).toPrecision(3)))} ms`;
}

/** @param {number} bytes */
export function kibibytes(bytes) {
  return `${figure(bytes / 1024)} KiB`;
}

/** @param {number} bytes */
export function mebibytes(bytes) {
  return `${figure(bytes / 2 ** 20)} MiB`;
}

/**
 * A document with a part put between the marks of its name, `<!-- name -->` and `<!-- /name -->`.
 *
 * @param {string} document
 * @param {string} name
 * @param {string} text
 * @returns {string}
 */
export function fill(document, name, text) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`The page lacks a place for a table: ${start} … ${end}`);
  return `${document.slice(0, from + start.length)}\n\n${text}\n\n${document.slice(to)}`;
}
