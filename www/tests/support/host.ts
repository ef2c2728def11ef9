import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { atEnd } from './at-end.js';
import { DEMO_INDEX, DIST } from './paths.js';

/** What a careful shop allows, and no more. */
export const STRICT = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "require-trusted-types-for 'script'",
].join('; ');

/** A page of a shop with the element on it. */
export interface HostPage {
  readonly language?: string;
  /** Attributes of the element; `src` is there without being named. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** CSS of the shop. */
  readonly style?: string;
  /** HTML before and after the element. */
  readonly before?: string;
  readonly after?: string;
  /** The page's Content-Security-Policy. */
  readonly policy?: string;
}

/** What shoppers see where the element does not work: in no file of faqlet. */
export const FALLBACK = 'Call +36 1 555 0123';

/** Pages of any shop, with the package, the demo shop's index and endpoints for messages. */
export class Host {
  readonly #pages = new Map<string, { body: string; type: string; policy: string }>();
  /** What was posted, by path and then by key. */
  readonly posted = new Map<string, Map<string, Record<string, unknown>>>();
  /** What was posted to `/faq-events`, as it came. */
  readonly beacons: string[] = [];
  url = '';

  /** @param faq the folder that `faqlet build` wrote */
  static async start(faq = DEMO_INDEX): Promise<Host> {
    const host = new Host();
    const mounts = [
      ['/faqlet/', sirv(DIST, { dev: true })],
      ['/faq/', sirv(faq, { dev: true })],
    ] as const;
    const manifest = await readFile(join(faq, 'manifest.json'), 'utf8');
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const page = host.#pages.get(pathname);
      if (request.method === 'POST') return host.#take(pathname, request, response);
      if (page) {
        response.setHeader('Content-Security-Policy', page.policy);
        response.setHeader('Content-Type', `${page.type}; charset=utf-8`);
        return response.end(page.body);
      }
      if (pathname === '/faq/manifest.json') {
        // The made-up shop's form, on this machine.
        return response.end(manifest.replaceAll('https://kettlewick.example/', host.url));
      }
      for (const [prefix, handler] of mounts) {
        if (pathname.startsWith(prefix)) {
          // The pages without JavaScript are documents too.
          response.setHeader('Content-Security-Policy', STRICT);
          request.url = request.url?.slice(prefix.length - 1);
          return handler(request, response, () => {
            response.writeHead(404).end();
          });
        }
      }
      return response.writeHead(404).end();
    });
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    host.url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    host.file('/icon.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    host.file('/record.js', 'text/javascript', RECORD);
    atEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return host;
  }

  /** Adds a file; gives its URL. */
  file(path: string, type: string, body: string, policy = STRICT): string {
    this.#pages.set(path, { body, type, policy });
    return new URL(path, this.url).href;
  }

  /** Adds a page with one element; gives its URL. */
  page({ attributes = {}, ...page }: HostPage = {}): string {
    const { before = '', after = '', ...rest } = page;
    return this.document(`${before}${element(attributes)}${after}`, rest);
  }

  /** Adds a page with any body; gives its URL. */
  document(body: string, { language = 'en', style = '', policy = STRICT }: HostPage = {}): string {
    const number = this.#pages.size;
    this.file(`/style-${number}.css`, 'text/css', style);
    const html = `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>A shop</title>
  <link rel="icon" href="/icon.svg">
  <link rel="stylesheet" href="/style-${number}.css">
  <script src="/record.js"></script>
  <script type="module" src="/faqlet/browser/define.js"></script>
</head>
<body><main><h1>A shop</h1>${body}</main></body>
</html>`;
    return this.file(`/page-${number}/`, 'text/html', html, policy);
  }

  #take(path: string, request: IncomingMessage, response: ServerResponse): void {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      if (path === '/faq-events') {
        this.beacons.push(text);
        response.writeHead(204).end();
        return;
      }
      const { key, ...body } = JSON.parse(text);
      const posts = this.posted.get(path) ?? new Map();
      this.posted.set(path, posts.set(key, body));
      response.writeHead(201).end('{}');
    });
  }

  /** The bodies that were posted to a path. */
  messages(path: string): Record<string, unknown>[] {
    return [...(this.posted.get(path)?.values() ?? [])];
  }
}

/** The element's HTML, with what is seen where it does not work. */
export function element(attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries({ src: '/faq/', ...attributes }).map(
    ([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`,
  );
  return `<faqlet-help${written.join('')}>
  <ul><li><a href="tel:+3615550123">${FALLBACK}</a></li></ul>
  <p><a href="/static/">All questions and answers</a></p>
</faqlet-help>`;
}

/** Keeps what the element tells the page, and how the layout shifts without the shopper's doing. */
const RECORD = `
globalThis.events = [];
for (const name of ['ask', 'answer', 'feedback', 'contact', 'chat', 'error']) {
  addEventListener('faqlet:' + name, ({ type, detail }) => events.push({ type, detail }));
}
globalThis.shifts = [];
if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      shifts.push({
        value,
        hadRecentInput,
        sources: sources.map(({ node }) => node?.nodeName + '.' + node?.getAttribute?.('part')),
      });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}`;
