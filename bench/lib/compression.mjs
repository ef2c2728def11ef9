import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** From so many bytes on brotli's best level takes minutes, for one or two percent. */
const LARGE = 2 ** 22;

/**
 * Bytes after brotli, as a server would send them that compresses once and for good: level 11, and
 * 9 for what is large.
 *
 * @param {Uint8Array} bytes
 * @returns {number}
 */
export function brotli(bytes) {
  return compressed(bytes).length;
}

/**
 * What {@link brotli} counts.
 *
 * @param {Uint8Array} bytes
 * @returns {Buffer}
 */
export function compressed(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length < LARGE ? 11 : 9,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  return brotliCompressSync(bytes, { params });
}

/**
 * Bytes after gzip at its best level.
 *
 * @param {Uint8Array} bytes
 * @returns {number}
 */
export function gzip(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}
