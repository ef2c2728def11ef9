import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atEnd } from './at-end.js';
import { DIST, ROOT } from './paths.js';

/** The command line as npm installs it. */
export const LAUNCHER = join(DIST, 'cli', 'main.js');

/** What a program did, and what it left on the disk. */
export interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  /** By path inside of the place: kind, permissions and content. */
  readonly files: Readonly<Record<string, string>>;
}

/** How a program is run. */
export interface Setting {
  /** Variables beside those of this process; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The current folder, inside of the place. */
  readonly folder?: string;
  /** A shell's command line around the program, which stands there as `"$@"`. */
  readonly shell?: string;
  /** Who runs it. */
  readonly uid?: number;
  /** What of the output is no two times the same, such as measured times. */
  readonly blur?: RegExp;
}

let built: Promise<string> | undefined;

/** The path of the native program of this checkout, as users build it. */
export function native(): Promise<string> {
  built ??= (async () => {
    const command = ['build', '--release', '--bin', 'faqlet', '--message-format=json'];
    const options = { cwd: ROOT, maxBuffer: 1 << 28 };
    const { stdout } = await promisify(execFile)('cargo', command, options);
    const messages = stdout.split('\n').filter(Boolean);
    const programs = messages.flatMap((line) => JSON.parse(line).executable ?? []);
    assert.equal(programs.length, 1, stdout);
    return programs[0];
  })();
  return built;
}

/** A folder that is gone after the tests of this file. */
export function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'faqlet-cli-')));
  chmodSync(folder, 0o755);
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program in a place to its end. */
export function run(
  program: readonly string[],
  args: readonly string[],
  place: string,
  { env = {}, folder = '.', shell, uid, blur = /(?!)/g }: Setting = {},
): Promise<Ran> {
  const all = [...program, ...args];
  const [file = '', ...rest] = shell === undefined ? all : ['bash', '-c', shell, 'bash', ...all];
  // Colours and such come from the test's own settings alone.
  const { NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE, NODE_OPTIONS, ...inherited } =
    process.env;
  const child = spawn(file, rest, {
    cwd: join(place, folder),
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (data) => out.push(data));
  child.stderr.on('data', (data) => err.push(data));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const text = (data: Buffer[]) => Buffer.concat(data).toString().replace(blur, '…');
      resolve({ code, signal, out: text(out), err: text(err), files: snapshot(place) });
    });
  });
}

/** All that lies below a folder. */
export function snapshot(folder: string, inside = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of allowed(() => readdirSync(join(folder, inside)), []).sort()) {
    const path = join(inside, name);
    const full = join(folder, path);
    const { mode } = lstatSync(full);
    const rights = (mode & 0o777).toString(8);
    switch (mode & 0o170000) {
      case 0o040000:
        found[path] = `folder ${rights}`;
        Object.assign(found, snapshot(folder, path));
        break;
      case 0o100000:
        found[path] = `file ${rights} ${allowed(() => readFileSync(full, 'latin1'), '')}`;
        break;
      case 0o120000:
        found[path] = `link to ${readlinkSync(full)}`;
        break;
      default:
        found[path] = 'other';
    }
  }
  return found;
}

/** What a test may not look into counts as empty. */
function allowed<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return otherwise;
    throw error;
  }
}
