import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { atEnd } from './at-end.js';
import { DIST } from './paths.js';

/**
 * What becomes of one request:
 *
 * - a number: that status, and the message is not taken unless it is 2xx
 * - a number and a text: that status with `Retry-After`
 * - `cut`: the connection ends before anything is answered, and nothing is taken
 * - `lost`: the message is taken, and the connection ends before that is answered
 * - `late`: the message is taken, and answered when the client has long given up
 * - `silent`: nothing is taken, and nothing ever answered
 * - `twice`: the message is taken and answered, and answered again
 */
export type Fate =
  | number
  | [status: number, retryAfter: string]
  | 'cut'
  | 'lost'
  | 'late'
  | 'silent'
  | 'twice';

/** A form's endpoint on this machine, with the package and an empty page beside it. */
export class PostServer {
  /** What comes next, in order; afterwards everything is taken. */
  readonly fates: Fate[] = [];
  /** In place of {@link fates}. */
  fate: (() => Fate) | undefined;
  /** Keys in the order in which requests came, one for each. */
  readonly posts: string[] = [];
  /** Bodies that were taken, by key: the server knows a key again, as documented. */
  readonly taken = new Map<string, unknown>();
  /** Keys of which two requests were open at once. */
  readonly doubled = new Set<string>();
  readonly faults: string[] = [];
  readonly #open = new Map<string, number>();
  url = '';
  /** Milliseconds until what is late is answered. */
  late = 1500;

  static async start(): Promise<PostServer> {
    const endpoint = new PostServer();
    const files = sirv(DIST, { dev: true });
    const server = createServer((request, response) => {
      if (request.method === 'POST') {
        endpoint.#post(request, response).catch((error) => endpoint.faults.push(String(error)));
      } else if (request.url?.startsWith('/faqlet/')) {
        request.url = request.url.slice('/faqlet'.length);
        files(request, response, () => {
          response.writeHead(404).end();
        });
      } else {
        response.setHeader('Content-Type', 'text/html');
        response.end('<!doctype html><link rel="icon" href="data:,"><title>Form</title>');
      }
    });
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    endpoint.url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    atEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return endpoint;
  }

  async #post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request) text += part;
    const body = JSON.parse(text);
    const { key } = body;
    if (request.headers['idempotency-key'] !== key) this.faults.push(`header of ${key}`);
    if (!/^application\/json/.test(request.headers['content-type'] ?? '')) {
      this.faults.push('content-type');
    }
    const open = (this.#open.get(key) ?? 0) + 1;
    this.#open.set(key, open);
    if (open > 1) this.doubled.add(key);
    response.once('close', () => this.#open.set(key, (this.#open.get(key) ?? 1) - 1));
    this.posts.push(key);

    const fate = this.fate?.() ?? this.fates.shift() ?? 200;
    const take = () => {
      const known = this.taken.get(key);
      if (known !== undefined && known !== text) this.faults.push(`${key} changed`);
      this.taken.set(key, text);
    };
    if (fate === 'cut') {
      response.destroy();
    } else if (fate === 'lost') {
      take();
      response.destroy();
    } else if (fate === 'late') {
      take();
      setTimeout(() => response.end('{}'), this.late);
    } else if (fate === 'twice') {
      take();
      // In one piece, so that the second cannot be taken for the answer to another request.
      request.socket.cork();
      response.end('{}');
      request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
      request.socket.uncork();
    } else if (fate !== 'silent') {
      const [status, retryAfter] = typeof fate === 'number' ? [fate] : fate;
      if (status < 300) take();
      if (retryAfter) response.setHeader('Retry-After', retryAfter);
      response.writeHead(status).end('{}');
    }
  }
}
