import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, sep } from 'node:path';
import type { AnswerChunk, FileReference, Manifest } from '../../src/manifest.js';
import { atEnd } from './at-end.js';

/** A mutable manifest, to be made wrong. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] extends object ? Draft<T[K]> : T[K] };

/** A built folder in memory, served over HTTP on this machine, that can be damaged. */
export class FolderServer {
  readonly files = new Map<string, Buffer>();
  /** Names of the files that were asked for, in order. */
  readonly requests: string[] = [];
  /** Answers a request in place of the file, by name. */
  readonly faults = new Map<string, (response: ServerResponse) => void>();
  base = '';

  static async start(folder?: string): Promise<FolderServer> {
    const served = new FolderServer();
    const names = folder ? await readdir(folder, { recursive: true }) : [];
    for (const name of names.map((name) => name.replaceAll(sep, '/'))) {
      const path = join(folder as string, name);
      // Other folders hold pages without JavaScript, which the client does not ask for.
      if ((name.includes('/') && !name.startsWith('products/')) || !(await stat(path)).isFile())
        continue;
      served.files.set(name, await readFile(path));
    }
    const server = createServer(served.#answer);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    served.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/faq/`;
    atEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return served;
  }

  readonly #answer: RequestListener = (request, response) => {
    const name = decodeURIComponent((request.url ?? '').replace(/^\/faq\//, ''));
    this.requests.push(name);
    const fault = this.faults.get(name);
    const bytes = this.files.get(name);
    if (fault) return fault(response);
    response.statusCode = bytes ? 200 : 404;
    response.end(bytes);
  };

  get manifest(): Draft<Manifest> {
    return JSON.parse(String(this.files.get('manifest.json')));
  }

  set manifest(manifest: unknown) {
    this.files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  }

  /** Adds a file and gives the reference to it. */
  put(file: string, bytes: Buffer): FileReference {
    this.files.set(file, bytes);
    const hash = createHash('sha384').update(bytes).digest('base64');
    return { file, bytes: bytes.length, integrity: `sha384-${hash}` };
  }

  /** All answers of a language, in the order of its entries. */
  answers(language: string): string[] {
    const chunks: readonly AnswerChunk[] = this.manifest.languages[language]?.answers ?? [];
    return chunks.flatMap(({ file }) => JSON.parse(String(this.files.get(file))) as string[]);
  }
}

/** Sends the head and half of a body, then cuts the connection. */
export function cut(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Length': 1000 });
  response.write('{"format":');
  setTimeout(() => response.destroy(), 20);
}
