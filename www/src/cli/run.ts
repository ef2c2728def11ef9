import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { WASI } from 'node:wasi';
import { view } from './paths.js';

/** What the program gives back when it dies of a fault of its own, as natively. */
const DIED = 101;

/** WASI's number for "not now, try again". */
const AGAIN = 6;

/**
 * Runs the command line program to its end, with this process's folder, environment and streams.
 *
 * @param args what stands after the program's name
 * @returns the exit status
 */
export async function run(args: readonly string[]): Promise<number> {
  const { preopens, folder, args: seen } = view(args, process.cwd(), path, existsSync);
  const wasi = new (await withoutNoise())({
    version: 'preview1',
    args: ['faqlet', ...seen],
    env: environment(folder),
    preopens,
  });
  const bytes = readFileSync(new URL('./faqlet.wasm', import.meta.url));
  const imports = wasi.getImportObject() as { wasi_snapshot_preview1: Record<string, Call> };
  const calls = imports.wasi_snapshot_preview1;
  for (const name of ['fd_read', 'fd_write']) patient(calls, name);
  const { instance } = await WebAssembly.instantiate(bytes, imports as WebAssembly.Imports);
  try {
    return wasi.start(instance) ?? 0;
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    process.stderr.write(`faqlet: the program broke off (${error.message})\n`);
    return DIED;
  }
}

type Call = (...args: number[]) => number;

/** Loads WASI without the note that it is experimental; other warnings are shown. */
async function withoutNoise(): Promise<typeof WASI> {
  const { emitWarning } = process;
  const filtered = (warning: string | Error, ...rest: unknown[]): void => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).startsWith('WASI ')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  process.emitWarning = filtered as typeof emitWarning;
  try {
    return (await import('node:wasi')).WASI;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The environment, and what the program cannot find out by itself. */
function environment(folder: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined) env[name] = value;
  env.PWD = folder;
  env.TZ ??= timeZone();
  // npx, which does not put the program where the shell finds it.
  if (env.npm_command === 'exec') env.FAQLET_COMMAND ??= 'npx faqlet';
  return env;
}

/** This machine's time zone, by the name that the native program reads where it can be read. */
function timeZone(): string {
  try {
    const [, name] = readlinkSync('/etc/localtime').split('zoneinfo/');
    if (name) return name;
  } catch {
    // Not every system has this link.
  }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Lets a call wait for a stream that is not ready. Who started this process may have made its
 * pipes non-blocking, as npm does; the program would take that for an error and drop its output.
 */
function patient(calls: Record<string, Call>, name: string): void {
  const call = calls[name];
  if (!call) return;
  const clock = new Int32Array(new SharedArrayBuffer(4));
  calls[name] = (...args) => {
    for (;;) {
      const result = call(...args);
      if (result !== AGAIN) return result;
      Atomics.wait(clock, 0, 0, 2);
    }
  };
}
