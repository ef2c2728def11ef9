import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { atEnd } from './at-end.js';
import { CONTENT, DIST, ROOT } from './paths.js';

const run = promisify(execFile);

/** The native command line program of this checkout. */
export async function program(): Promise<string> {
  const command = ['build', '--release', '--bin', 'faqlet', '--message-format=json'];
  const { stdout } = await run('cargo', command, { cwd: ROOT, maxBuffer: 1 << 28 });
  for (const line of stdout.split('\n')) {
    const { executable } = line.startsWith('{') ? JSON.parse(line) : { executable: undefined };
    if (executable) return executable;
  }
  throw new Error('cargo built no program.');
}

/** A copy of the demo shop's content, gone after the tests of the file. */
export async function contentToEdit(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faqlet-dev-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  await cp(CONTENT, folder, { recursive: true });
  return folder;
}

/**
 * Starts `faqlet dev` natively on a port of its own; it ends with the tests of the file.
 *
 * @returns its address
 */
export async function preview(folder: string): Promise<string> {
  const args = ['dev', folder, '--port', '0', '--package', join(DIST, 'browser')];
  const child = spawn(await program(), args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((done) => child.once('exit', done));
  atEnd(async () => {
    child.kill('SIGINT');
    await ended;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('http://')) return line;
  }
  throw new Error('It ended before it served anything.');
}
