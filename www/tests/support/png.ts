import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

/** Colours of a picture with a palette. */
const COLOURS = 256;

/**
 * A screenshot with 256 colours in place of 16 million: a quarter of the bytes, and nothing that
 * would show in flat areas and text.
 */
export async function smaller(browser: Browser, screenshot: Buffer): Promise<Buffer> {
  const { width, height, pixels } = await decode(browser, screenshot);
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = colourAt(pixels, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choose(counts);
  const place = new Map<number, number>();
  for (const colour of counts.keys()) place.set(colour, nearest(palette, colour));
  // Each line begins with the number of its filter: none.
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = place.get(colourAt(pixels, (y * width + x) * 4)) ?? 0;
      lines[y * (width + 1) + 1 + x] = index;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The browser made it, the browser can read it. */
async function decode(browser: Browser, screenshot: Buffer) {
  const page = await browser.newPage();
  const { width, height, text } = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data: bytes } = context.getImageData(0, 0, width, height);
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return { width, height, text: btoa(text) };
  }, screenshot.toString('base64'));
  await page.close();
  return { width, height, pixels: Buffer.from(text, 'base64') };
}

const colourAt = (pixels: Buffer, at: number) => pixels.readUIntBE(at, 3);
const parts = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function distance(one: number, other: number): number {
  const [r = 0, g = 0, b = 0] = parts(one);
  const [x = 0, y = 0, z = 0] = parts(other);
  return (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
}

/** The commonest colours, of which none is all but another. */
function choose(counts: ReadonlyMap<number, number>): number[] {
  const common = [...counts.keys()].sort(
    (one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0) || one - other,
  );
  const palette: number[] = [];
  for (const apart of [300, 100, 30, 0]) {
    for (const colour of common) {
      if (palette.length === COLOURS) return palette;
      if (palette.every((other) => distance(other, colour) > apart)) palette.push(colour);
    }
  }
  return palette;
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  for (const [index, other] of palette.entries()) {
    if (distance(other, colour) < distance(palette[best] ?? 0, colour)) best = index;
  }
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
