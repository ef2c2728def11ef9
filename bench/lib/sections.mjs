/** Where the sections of an index are; `docs/format.md` has the layout. */

const HEADER = 24;
const ROW = 16;

/**
 * @param {Buffer} index
 * @returns {{ name: string, bytes: Buffer }[]}
 */
export function sections(index) {
  if (index.toString('latin1', 0, 4) !== 'FAQL') throw new Error('This is no index.');
  return Array.from({ length: index.readUInt16LE(6) }, (_, row) => {
    const at = HEADER + ROW * row;
    const [start, length] = [index.readUInt32LE(at + 8), index.readUInt32LE(at + 12)];
    const name = index.toString('latin1', at, at + 4);
    return { name, bytes: index.subarray(start, start + length) };
  });
}
