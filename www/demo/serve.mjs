#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { pageAt, path } from './pages.mjs';
import { languages } from './shop.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What the browser may do. `wasm-unsafe-eval` is all that faqlet needs beyond its own files. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types faqlet lit-html',
].join('; ');

/** Where the contact form and questions to other customers are posted, and how much they take. */
const POSTS = ['/help/form', '/help/questions'];
const LONGEST = 65_536;

/** Names with a hash of the content in them: never the same name for other bytes. */
const HASHED = /\.[0-9a-f]{16}\.\w+$/;

/**
 * @param {string} folder
 * @returns {import('sirv').RequestHandler}
 */
const files = (folder) =>
  // Read anew at each request, so that a rebuilt index shows without a restart.
  sirv(folder, {
    dev: true,
    setHeaders(response, pathname) {
      response.setHeader(
        'Cache-Control',
        HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });

/**
 * Serves the demo shop on this machine only.
 *
 * @param {object} [options]
 * @param {number} [options.port] 0: any that is free.
 * @param {string} [options.faq] The folder that `faqlet build` wrote.
 * @returns {Promise<{ url: string, messages: ReadonlyMap<string, unknown>, close: () => Promise<void> }>}
 *   `messages`: what the contact form got, by key
 */
export async function serve({ port = 8080, faq = join(here, 'faq') } = {}) {
  const manifest = () => {
    const file = join(faq, 'manifest.json');
    /** @type {import('../src/manifest.js').Manifest} */
    const { languages, defaultLanguage } = JSON.parse(readFileSync(file, 'utf8'));
    return (/** @type {string} */ language) =>
      (languages[language] ?? languages[defaultLanguage])?.contact.channels ?? [];
  };
  // Fails here, not at the first visitor, where the folder holds no index.
  manifest();

  /** @type {[string, import('sirv').RequestHandler][]} */
  const mounts = [
    ['/assets/', files(join(here, 'assets'))],
    ['/faqlet/', files(join(here, '../dist'))],
    ['/faq/', files(faq)],
  ];
  /** @type {Map<string, unknown>} */
  const messages = new Map();
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'same-origin');
    const end = (/** @type {number} */ status, /** @type {string} */ text = '') => {
      response.statusCode = status;
      response.end(text);
    };
    if (request.method === 'POST' && POSTS.includes(request.url ?? '')) {
      return take(request, messages).then(end, () => end(400));
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return end(405);
    }
    const target = `http://localhost${request.url}`;
    if (!URL.canParse(target)) return end(400);
    const { pathname } = new URL(target);
    if (pathname === '/') {
      response.setHeader('Location', path(preferred(request.headers['accept-language'])));
      response.setHeader('Vary', 'Accept-Language');
      return end(302);
    }
    for (const [prefix, handler] of mounts) {
      if (pathname.startsWith(prefix)) {
        request.url = request.url?.slice(prefix.length - 1);
        return handler(request, response, () => end(404));
      }
    }
    try {
      const page = pageAt(pathname, manifest());
      if (page === undefined) return end(404);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Cache-Control', 'no-cache');
      return end(200, page);
    } catch (error) {
      return end(500, String(error));
    }
  });

  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, 'localhost', () => listening(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}/`,
    messages,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/**
 * Takes a message from the contact form: the same one once, by its key, however often it comes.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {Map<string, unknown>} messages
 * @returns {Promise<number>} the status of the answer
 */
async function take(request, messages) {
  let text = '';
  for await (const part of request) {
    text += part;
    if (text.length > LONGEST) return 413;
  }
  const { key, ...message } = JSON.parse(text);
  if (!key || key !== request.headers['idempotency-key'] || !message.message) return 422;
  messages.set(key, message);
  return 201;
}

/**
 * The first language of the browser that the shop speaks; browsers list them best first.
 *
 * @param {string} [accepted] the header `Accept-Language`
 * @returns {string}
 */
function preferred(accepted = '') {
  const tags = accepted.split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return tags.find((tag) => languages.includes(tag)) ?? /** @type {string} */ (languages[0]);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, faq: { type: 'string' } },
  });
  try {
    const { url } = await serve({
      port: Number(values.port),
      ...(values.faq === undefined ? {} : { faq: resolve(values.faq) }),
    });
    process.stdout.write(`The demo shop is at ${url}\n`);
  } catch (error) {
    const { code, message, path: file } = /** @type {NodeJS.ErrnoException} */ (error);
    const text =
      code === 'ENOENT'
        ? `${file} is missing: build the index first, with "faqlet build faq-data --out ${values.faq ?? 'www/demo/faq'}".`
        : code === 'EADDRINUSE'
          ? `Port ${values.port} is taken: choose another with --port.`
          : message;
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
