/** The tables of `docs/benchmarks.md` and `docs/performance.md`, from what was measured. */
import { DASH, figure, kibibytes, mebibytes, table, time } from './table.mjs';

/**
 * @param {import('../parts/query.mjs').Result} result
 * @param {string} [of] what the mean is of
 * @returns {string}
 */
export function queryTables({ rows }, of = 'CPU') {
  const heads = [`peer`, `${of} per query [median, worst round]`, 'p50', 'p95', 'p99', '÷ faqlet'];
  const ours = rows.find(({ name }) => name === 'faqlet');
  const tables = /** @type {const} */ (['clean', 'typos']).map((kind) => {
    const cells = rows.map(({ name, [kind]: cost }) => [
      name === 'faqlet' ? '**faqlet**' : name,
      `${time(cost.mean.best)} [${time(cost.mean.median)}, ${time(cost.mean.worst)}]`,
      time(cost.p50),
      time(cost.p95),
      time(cost.p99),
      ours ? figure(cost.mean.best / ours[kind].mean.best) : DASH,
    ]);
    const title = kind === 'clean' ? 'As asked:' : 'With a slip in each question:';
    return `${title}\n\n${table(heads, cells)}`;
  });
  return tables.join('\n\n');
}

/**
 * @param {readonly import('../parts/scale.mjs').Shop[]} shops
 * @returns {string}
 */
export function scaleTables(shops) {
  const heads = [
    ...['peer', 'query p50', 'p95', 'load', 'memory'],
    ...['index, gzip', 'index and texts, gzip', 'brotli', 'build'],
  ];
  const tables = shops.map(({ entries, rows }) => {
    const cells = rows.map(({ name, build, measured, failed }) => [
      name === 'faqlet' ? '**faqlet**' : name,
      measured ? time(measured.p50) : (failed ?? DASH),
      measured ? time(measured.p95) : DASH,
      measured ? time(measured.load * 1000) : DASH,
      measured ? mebibytes(measured.memory) : DASH,
      build ? kibibytes(build.index) : DASH,
      build ? kibibytes(build.gzip) : DASH,
      build ? kibibytes(build.brotli) : DASH,
      build ? `${figure(build.build / 1000)} s` : DASH,
    ]);
    return `### ${figure(entries)} entries\n\n${table(heads, cells)}`;
  });
  return tables.join('\n\n');
}

/**
 * @param {readonly import('../parts/engine.mjs').Row[]} rows
 * @returns {string}
 */
export function engineTable(rows) {
  const cells = rows.map(({ name, bytes, brotli }) => [
    name === 'faqlet' ? '**faqlet**' : name,
    kibibytes(bytes),
    kibibytes(brotli),
  ]);
  return table(['engine', 'minified', 'brotli'], cells);
}

/**
 * @param {import('../parts/cold-start.mjs').Result} result
 * @returns {string}
 */
export function coldStartTables({ shops }) {
  const spread = (/** @type {import('./statistics.mjs').Spread} */ { best, median, worst }) =>
    `${figure(Math.round(median))} ms [${figure(Math.round(best))}, ${figure(Math.round(worst))}]`;
  const heads = ['page', 'question found', 'answer in the page', 'received', 'requests'];
  const tables = shops.map(({ entries, rows }) => {
    const cells = rows.map(({ name, question, answer, bytes, requests }) => [
      name.startsWith('faqlet') ? `**${name}**` : name,
      spread(question),
      spread(answer),
      kibibytes(bytes),
      String(requests),
    ]);
    return `### ${figure(entries)} entries\n\n${table(heads, cells)}`;
  });
  return tables.join('\n\n');
}

/**
 * @param {import('../parts/bytes.mjs').Result} result
 * @returns {string}
 */
export function engineParts({ engine }) {
  const whole = engine.reduce((sum, { bytes }) => sum + bytes, 0);
  const cells = engine.map(({ name, bytes }) => [
    `\`${name}\``,
    kibibytes(bytes),
    `${((100 * bytes) / whole).toFixed(1)} %`,
  ]);
  return table(['from', 'bytes', 'share'], [...cells, ['all', kibibytes(whole), '100 %']]);
}

/**
 * @param {import('../parts/bytes.mjs').Result} result
 * @returns {string}
 */
export function indexParts({ indexes }) {
  const names = indexes[0]?.sections.map(({ name }) => name) ?? [];
  const heads = [
    'section',
    ...indexes.flatMap(({ entries }) => [`${figure(entries)} entries`, 'brotli']),
  ];
  const row = (/** @type {string} */ title, /** @type {string} */ name) => [
    title,
    ...indexes.flatMap(({ sections, whole }) => {
      const section = name === '' ? whole : sections.find((section) => section.name === name);
      return section ? [kibibytes(section.bytes), kibibytes(section.brotli)] : [DASH, DASH];
    }),
  ];
  return table(heads, [...names.map((name) => row(name, name)), row('the whole file', '')]);
}
