/**
 * Numbers from 0 up to 1 that look random and are the same for the same seed: a Weyl sequence
 * through the mixing of MurmurHash3.
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/**
 * One of a list.
 *
 * @template T
 * @param {readonly T[]} list not empty
 * @param {() => number} next
 * @returns {T}
 */
export function pick(list, next) {
  return /** @type {T} */ (list[Math.floor(next() * list.length)]);
}

/**
 * Some of a list, each at most once, in random order.
 *
 * @template T
 * @param {readonly T[]} list
 * @param {number} count
 * @param {() => number} next
 * @returns {T[]}
 */
export function sample(list, count, next) {
  const rest = [...list];
  for (let place = 0; place < Math.min(count, rest.length); place += 1) {
    const other = place + Math.floor(next() * (rest.length - place));
    [rest[place], rest[other]] = [/** @type {T} */ (rest[other]), /** @type {T} */ (rest[place])];
  }
  return rest.slice(0, count);
}
