import { createServer } from 'node:http';

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  wasm: 'application/wasm',
};

/** What a file's name says of its content. */
export const typeOf = (/** @type {string} */ name) =>
  /** @type {Record<string, string>} */ (TYPES)[name.split('.').at(-1) ?? ''] ??
  'application/octet-stream';

/**
 * What is answered for a path.
 *
 * @typedef {{ body: Uint8Array | string, headers?: Record<string, string> }} Served
 */

/**
 * Serves files from memory, on this machine alone. Pages of it may measure time as finely as the
 * browser allows any.
 *
 * @param {(path: string) => Served | undefined} find
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve(find) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const served = find(path);
    response.writeHead(served ? 200 : 404, {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Content-Type': typeOf(path.endsWith('/') ? '.html' : path),
      'Content-Length': Buffer.byteLength(served?.body ?? ''),
      ...served?.headers,
    });
    response.end(served?.body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}
