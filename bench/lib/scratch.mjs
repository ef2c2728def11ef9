import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes one folder for all that this process and those that it starts leave behind. */
export function useScratch() {
  const scratch = mkdtempSync(join(tmpdir(), 'faqlet-bench-'));
  process.env.TMPDIR = scratch;
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
}
