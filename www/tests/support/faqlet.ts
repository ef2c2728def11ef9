import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atEnd } from './at-end.js';
import { CONTENT, ROOT } from './paths.js';

const run = promisify(execFile);

/** Runs the command line program of this checkout and gives what it printed. */
export async function faqlet(...args: string[]): Promise<string> {
  const command = ['run', '--quiet', '--release', '--bin', 'faqlet', '--', ...args];
  const { stdout } = await run('cargo', command, { cwd: ROOT, maxBuffer: 1 << 28 });
  return stdout;
}

/** Builds the demo shop's index into a folder that is gone after the tests of this file. */
export async function buildFaq(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faqlet-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const out = join(folder, 'faq');
  await faqlet('build', CONTENT, '--out', out);
  return out;
}
