import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sirv from 'sirv';
import { atEnd } from './at-end.js';
import { STRICT } from './host.js';
import { DEMO_INDEX, PACKAGE, PROJECTS, ROOT } from './paths.js';

const run = promisify(execFile);

/** What is installed and built; a warm run finds it again. */
const WORK = process.env.PROJECTS ?? join(ROOT, 'target/projects');

/** Says of what an installation is. */
const INSTALLED = '.installed';

const ENVIRONMENT = {
  ...process.env,
  CI: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
};

async function npm(cwd: string, ...args: string[]): Promise<string> {
  const options = {
    cwd,
    env: ENVIRONMENT,
    maxBuffer: 1 << 26,
    shell: process.platform === 'win32',
  };
  try {
    return (await run('npm', args, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm ${args.join(' ')} in ${cwd}:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Packs the package as it is published, and gives the file. */
export async function pack(): Promise<string> {
  await mkdir(WORK, { recursive: true });
  const printed = await npm(PACKAGE, 'pack', '--silent', '--pack-destination', WORK);
  return join(WORK, printed.trim().split('\n').pop() as string);
}

/** A small project of somebody else, which has the package from the packed file. */
export class Project {
  readonly folder: string;

  constructor(readonly name: string) {
    this.folder = join(WORK, name);
  }

  /**
   * Installs and builds it anew, keeping what npm installed for the same lock file.
   *
   * @param files more of its files, by their paths
   */
  async build(tarball: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
    const source = join(PROJECTS, this.name);
    await mkdir(this.folder, { recursive: true });
    for (const entry of await readdir(this.folder)) {
      if (entry === 'node_modules' || entry === INSTALLED) continue;
      await rm(join(this.folder, entry), { recursive: true });
    }
    await cp(source, this.folder, { recursive: true });
    await cp(DEMO_INDEX, join(this.folder, 'public/faq'), { recursive: true });
    // Browsers ask for it.
    await writeFile(join(this.folder, 'public/favicon.ico'), '');
    for (const [file, text] of Object.entries(files))
      await writeFile(join(this.folder, file), text);

    await this.#install(tarball, await readFile(join(source, 'package-lock.json')));
    await npm(this.folder, 'run', 'build');
  }

  /**
   * Installs what the lock file says and the packed package, unless these are there. Not by `npm
   * ci`: it refuses a lock file without the programs for systems that a registry does not carry.
   */
  async #install(tarball: string, lock: Buffer): Promise<void> {
    const hash = createHash('sha256')
      .update(lock)
      .update(await readFile(tarball))
      .digest('hex');
    const mark = join(this.folder, INSTALLED);
    if ((await readFile(mark, 'utf8').catch(() => '')) === hash) return;
    await rm(mark, { force: true });
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
    await npm(this.folder, 'install', '--no-save', ...quiet, tarball);
    await writeFile(mark, hash);
  }

  /** Serves a folder of it as a careful shop does; gives the URL. */
  async serve(folder: string): Promise<string> {
    const setHeaders = (response: { setHeader(name: string, value: string): void }) =>
      response.setHeader('Content-Security-Policy', STRICT);
    const files = sirv(join(this.folder, folder), { setHeaders });
    const server = createServer((request, response) =>
      files(request, response, () => {
        response.writeHead(404).end();
      }),
    );
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    atEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return `http://localhost:${(server.address() as AddressInfo).port}/`;
  }

  /** Starts its own server, by a file of a package, and gives the URL once it answers. */
  async start(program: string, ...args: string[]): Promise<string> {
    const command = [join(this.folder, 'node_modules', program), ...args];
    const server = spawn(process.execPath, command, {
      cwd: this.folder,
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    atEnd(() => server.kill());
    let said = '';
    return new Promise((listening, failed) => {
      const hear = (part: Buffer) => {
        said += part;
        const [url] = /http:\/\/localhost:\d+/.exec(said) ?? [];
        if (url && said.includes('Ready')) listening(`${url}/`);
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.on('exit', () => failed(new Error(`${program} ended: ${said}`)));
    });
  }
}
