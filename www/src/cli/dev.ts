import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The port where none is named, as the program's own help says. */
const PORT = 4180;

/** What the program gives back when it could not do its work. */
const FAILED = 2;

/** A response of the program, in a line. */
interface Answered {
  readonly id: number;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** In Base64. */
  readonly body: string;
}

/**
 * Whether the arguments ask for the preview: it needs sockets, which the program has not under
 * WASI. Its help, and the program as it is started from here, need none.
 */
export function needsSockets(args: readonly string[]): boolean {
  const others = ['--stdio', '--help', '-h'];
  return args[0] === 'dev' && !others.some((other) => args.includes(other));
}

/**
 * Runs `faqlet dev`: this process owns the server, and a child of it, which runs the program,
 * answers each request. Only this machine is served. Ctrl-C ends both.
 *
 * @param args what stands after the program's name
 * @param command how the program is started, before its arguments
 * @returns the exit status
 */
export async function dev(
  args: readonly string[],
  command: readonly string[] = [
    process.execPath,
    fileURLToPath(new URL('main.js', import.meta.url)),
  ],
): Promise<number> {
  const { port, rest } = portOf(args);
  const own = rest.some((arg) => arg === '--package' || arg.startsWith('--package='))
    ? []
    : ['--package', fileURLToPath(new URL('../browser/', import.meta.url))];
  const [program = process.execPath, ...before] = command;
  const child = spawn(program, [...before, ...rest, ...own, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((done) => {
    child.once('error', () => done(FAILED));
    child.once('exit', (code) => done(code ?? FAILED));
  });
  const server = createServer(handler(child));
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    child.stdin?.end();
    // A build in work would be waited for: nothing of it is written anywhere.
    child.kill();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    await listen(server, port);
    const { port: taken } = server.address() as AddressInfo;
    // A wrong folder ends the program before there is anything to open.
    const alive = await Promise.race([ended.then(() => false), answers(taken)]);
    if (alive) process.stdout.write(`http://127.0.0.1:${taken}/\n`);
    const code = await ended;
    return stopped ? 0 : code;
  } catch (error) {
    stop();
    process.stderr.write(
      `faqlet: cannot listen on port ${port} of this machine; name another with --port: ${(error as Error).message}\n`,
    );
    return FAILED;
  } finally {
    for (const signal of signals) process.removeListener(signal, stop);
    server.close();
    server.closeAllConnections();
  }
}

/** Whether the program has read the folder: it answers in the order of the questions. */
async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/api/state`).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
}

/** Takes the port out of the arguments; what is wrong with it stays, for the program to say. */
function portOf(args: readonly string[]): { port: number; rest: string[] } {
  const rest = [...args];
  const at = rest.findIndex((arg) => arg === '--port' || arg.startsWith('--port='));
  if (at < 0) return { port: PORT, rest };
  const joined = rest[at]?.startsWith('--port=');
  const text = joined ? rest[at]?.slice('--port='.length) : rest[at + 1];
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) return { port: 0, rest };
  rest.splice(at, joined ? 1 : 2);
  return { port, rest };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
}

/** Hands requests to the program and its responses back. Who may ask, the program decides. */
function handler(
  child: ChildProcess,
): (request: IncomingMessage, response: ServerResponse) => void {
  const waiting = new Map<number, ServerResponse>();
  let last = 0;
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { id, status, headers, body } = JSON.parse(line) as Answered;
      const response = waiting.get(id);
      waiting.delete(id);
      response?.writeHead(status, headers.flat());
      response?.end(Buffer.from(body, 'base64'));
    });
  }
  // Of a program that has ended nothing is wanted any more.
  child.stdin?.on('error', () => {});
  child.once('exit', () => {
    for (const response of waiting.values()) response.destroy();
  });
  return (request, response) => {
    const { method, url, headers } = request;
    last += 1;
    waiting.set(last, response);
    const site = headers['sec-fetch-site'];
    const asked = { id: last, method, target: url, host: headers.host, site };
    child.stdin?.write(`${JSON.stringify(asked)}\n`);
  };
}
