/**
 * The value that a share of all others does not exceed.
 *
 * @param {readonly number[]} values not empty
 * @param {number} share 0 to 1
 * @returns {number}
 */
export function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return /** @type {number} */ (
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  );
}

/**
 * Best, median and worst of some rounds.
 *
 * @typedef {{ best: number, median: number, worst: number }} Spread
 * @param {readonly number[]} values not empty
 * @returns {Spread}
 */
export function spread(values) {
  return { best: quantile(values, 0), median: quantile(values, 0.5), worst: quantile(values, 1) };
}

/**
 * Processor time of this process in microseconds, that of its threads and of collecting garbage
 * included, and of nothing else that the machine does.
 *
 * @returns {number}
 */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
