import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { CONTENT, DIST, golden, ROOT } from '../support/paths.js';
import { LAUNCHER, native, type Ran, run, type Setting, temporary } from '../support/program.js';

/** Writes files into a place. */
type Arrange = (place: string) => void;

let program: string;
let place: string;

before(async () => {
  program = await native();
  place = join(temporary(), 'place');
});

/** Runs the same in the same place natively and in Node.js, each time made anew. */
async function both(arrange: Arrange, args: readonly string[], setting?: Setting): Promise<Ran> {
  const ran: Ran[] = [];
  for (const way of [[program], [process.execPath, LAUNCHER]]) {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place);
    arrange(place);
    ran.push(await run(way, args, place, setting));
  }
  const [first, second] = ran as [Ran, Ran];
  same(first, second, args);
  return first;
}

/** Holds two runs to each other; of files it names those that differ, which may be large. */
function same(native: Ran, wasi: Ran, args: readonly string[]): void {
  const command = `faqlet ${args.join(' ')}`;
  const { files, ...told } = native;
  const { files: others, ...toldToo } = wasi;
  assert.deepStrictEqual(toldToo, told, command);
  const names = new Set([...Object.keys(files), ...Object.keys(others)]);
  const differ = [...names].filter((name) => files[name] !== others[name]);
  assert.deepStrictEqual(differ, [], `${command}: files that differ`);
}

/** Writes a file, and the folders that it lies in. */
function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const nothing: Arrange = () => {};

const demo: Arrange = (place) => {
  cpSync(CONTENT, join(place, 'faq-data'), { recursive: true });
};

/** A shop with few entries, so that most runs are short. */
const small: Arrange = (place) => {
  const faq = join(place, 'faq');
  const shop = `name: Small
languages: [en, hu]
timeZone: Europe/Budapest
contact:
  channels:
    chat: { type: chat, name: Chat, url: https://shop.example/chat }
`;
  write(join(faq, 'shop.yaml'), shop);
  write(join(faq, 'en/hours.md'), '---\nquestion: When are you open?\n---\nFrom 9 to 18.\n');
  write(join(faq, 'hu/hours.md'), '---\nquestion: Mikor vannak nyitva?\n---\n9 és 18 között.\n');
  write(join(faq, 'en/more.jsonl'), '{"question":"Do you ship abroad?","answer":"Yes."}\n');
};

/** All that an editor, a spreadsheet and a file system do wrong. */
const bad: Arrange = (place) => {
  small(place);
  const faq = join(place, 'faq');
  write(join(faq, 'en/open.md'), '---\nquestion: Never closed?\nNo.\n');
  write(join(faq, 'en/empty.md'), '');
  write(join(faq, 'en/yaml.md'), '---\nquestion: [a\nanswer: "\n---\nText\n');
  write(join(faq, 'en/link.md'), '---\nquestion: Where?\ntags: [x, 1]\n---\n[there](gone.md)\n');
  write(join(faq, 'en/utf16.csv'), Buffer.from('\ufeffquestion,answer\r\na,b\r\n', 'utf16le'));
  write(join(faq, 'en/latin1.md'), Buffer.from('---\nquestion: Café?\n---\nOui.\n', 'latin1'));
  write(join(faq, 'en/broken.csv'), 'question,answer,wrong\n"a,b\nc,d,e,f\n');
  write(join(faq, 'en/broken.jsonl'), '{"question":1}\n[]\n{"question":"a"');
  write(join(faq, 'ar/مرحبا.md'), '---\nquestion: أين؟\nreview: 2020-13-01\n---\nهنا\n');
  write(join(faq, 'en/notes.txt'), 'to do');
  symlinkSync('nowhere', join(faq, 'en/dead.md'));
  symlinkSync('circle.md', join(faq, 'en/circle.md'));
  symlinkSync('..', join(faq, 'en/round'));
  spawnSync('mkfifo', [join(faq, 'en/pipe.md')]);
};

describe('the program does the same natively and in Node.js', () => {
  test('when it explains itself', async () => {
    for (const args of [[], ['--help'], ['--version'], ['help', 'build'], ['chekc'], ['try']]) {
      await both(nothing, args);
    }
    const { out } = await both(nothing, ['help']);
    const commands = [...out.matchAll(/^ {2}(\w+) {2,}/gm)].flatMap(([, name]) => name ?? []);
    assert.ok(commands.length >= 7, out);
    for (const name of commands.filter((name) => name !== 'help')) {
      assert.equal((await both(nothing, [name, '--help'])).code, 0);
      await both(nothing, [name, '--no-such-option']);
    }
  });

  test('on the demo shop', async () => {
    assert.equal((await both(demo, ['check', 'faq-data', '--gaps'])).code, 0);
    const build = await both(demo, ['build', 'faq-data', '--out', 'site/faq']);
    assert.equal(build.code, 0);
    assert.ok(build.files['site/faq/manifest.json'], 'it was written');
    const asked = ['try', 'faq-data', '--questions', golden('ar'), '--lang', 'ar', '--json'];
    assert.ok((await both(demo, asked)).out.includes('"kind":"answer"'));
    const question = 'wheres my parcle';
    assert.match((await both(demo, ['explain', 'faq-data', question])).out, /^answer/);
    assert.equal((await both(demo, ['intents', 'faq-data', '--lang', 'en', '--json'])).code, 0);
    const measured = ['eval', 'faq-data', '--queries', golden('en'), '--details', 'details.jsonl'];
    const { files } = await both(demo, measured, { blur: /\d+ µs/g });
    assert.ok(files['details.jsonl']?.includes('"ranked"'));
  });

  test('on products that are apart, and on the parts of a build', async () => {
    const apart: Arrange = (place) => {
      small(place);
      const shop = 'productShards: always\nlanguages: [en, hu]\ncontact: {channels: {}}\n';
      write(join(place, 'faq/shop.yaml'), shop);
      const entry = (n: number, question: string) =>
        `${JSON.stringify({ product: `p-${n}`, question, answer: `Yes, **${n}**.` })}\n`;
      const lines = [...Array(40).keys()].flatMap((n) => [
        entry(n, `Is there a bag with ${n}?`),
        entry(n, `Does ${n} float?`),
      ]);
      write(join(place, 'faq/en/products.jsonl'), lines.join(''));
    };
    const parts: Arrange = (place) => {
      apart(place);
      for (const part of [1, 2]) {
        const build = ['build', 'faq', '--out', `part-${part}`, '--shards', `${part}/2`];
        assert.equal(spawnSync(program, build, { cwd: place }).status, 0);
      }
    };
    const built = (ran: Ran) => {
      const files = Object.entries(ran.files).filter(([path]) => path.startsWith('out/'));
      return Object.fromEntries(files);
    };
    const whole = await both(apart, ['build', 'faq', '--out', 'out']);
    assert.ok(whole.files['out/products/id-p-39.json'], whole.err);
    assert.equal((await both(apart, ['build', 'faq', '--out', 'out', '--shards', '2/3'])).code, 0);
    await both(apart, ['build', 'faq', '--out', 'out', '--shards', '4/3']);
    const merged = await both(parts, ['merge', 'out', 'part-2', 'part-1']);
    assert.deepStrictEqual(built(merged), built(whole));
    assert.equal((await both(parts, ['merge', 'out', 'part-2'])).code, 2);
    assert.equal((await both(parts, ['merge', 'out', 'faq'])).code, 2);
  });

  test('on what other programs wrote', async () => {
    const exports: Arrange = (place) => {
      small(place);
      cpSync(join(ROOT, 'cli/tests/fixtures/import'), join(place, 'exports'), { recursive: true });
    };
    const files = ['faq.md', 'faq.xlsx', 'intercom.json', 'page.html', 'zendesk.json'];
    for (const file of files) {
      const args = ['import', `exports/${file}`, '--into', 'faq/en', '--report', 'report.json'];
      const ran = await both(exports, args);
      assert.notEqual(ran.code, 2, ran.err);
      assert.ok(
        Object.keys(ran.files).some((name) => name.startsWith('faq/en/')),
        file,
      );
      assert.ok(ran.files['report.json']);
    }
  });

  test('for search servers', async () => {
    for (const engine of ['opensearch', 'meilisearch', 'typesense']) {
      const args = ['export', 'faq-data', '--to', engine, '--out', 'my search/out'];
      const { code, files, out } = await both(demo, [...args, '--part-bytes', '50000']);
      assert.equal(code, 0);
      assert.ok(Object.keys(files).filter((name) => name.startsWith('my search/')).length > 12);
      assert.match(out, /@'my search\/out\/faq-en\.\w+\.json'/);
    }
    const more = ['--lang', 'hu', '--audience', 'staff', '--infer-intents'];
    await both(small, ['export', 'faq', '--to', 'typesense', '--out', 'out', ...more]);
  });

  test('on what shoppers asked', async () => {
    const asked = (visit: string) =>
      [
        ['ask', { question: 'send to norway', kind: 'contact', entries: ['more'], language: 'en' }],
        ['answer', { id: 'hours', question: 'When are you open?', how: 'related' }],
        ['feedback', { id: 'hours', question: 'send to norway', helpful: true }],
      ]
        .map(([type, detail], second) => {
          const at = `2026-11-20T09:30:0${second}Z`;
          return `${JSON.stringify({ type, at, visit, detail })}\n`;
        })
        .join('');
    const events: Arrange = (place) => {
      small(place);
      write(join(place, 'events.ndjson'), asked('a') + asked('b'));
    };
    const report = ['report', 'events.ndjson', '--content', 'faq'];
    for (const format of ['text', 'json', 'html']) {
      const ran = await both(events, [...report, '--format', format]);
      assert.match(ran.out, /norway/);
    }
    await both(events, [...report, '--apply', '--dry-run']);
    await both(events, [...report, '--apply']);
  });

  test('on bad content', async () => {
    const checked = await both(bad, ['check', 'faq', '--today', '2026-11-22']);
    assert.equal(checked.code, 1);
    for (const wanted of ['dead.md', 'circle.md', 'pipe.md', 'utf16.csv', 'مرحبا.md']) {
      assert.ok(checked.out.includes(wanted), `${wanted} is not in:\n${checked.out}`);
    }
    await both(bad, ['check', 'faq', '--format', 'json']);
    for (const args of [
      ['build', 'faq', '--out', 'out'],
      ['try', 'faq', 'open?'],
      ['explain', 'faq', 'open?'],
      ['intents', 'faq', '--apply'],
      ['eval', 'faq', '--queries', 'faq/en/more.jsonl'],
    ]) {
      const ran = await both(bad, args);
      assert.equal(ran.code, 1, args.join(' '));
      assert.ok(!Object.keys(ran.files).some((name) => name.startsWith('out')), 'nothing written');
    }
    const check = ['check', 'faq', '--today', '2026-11-22'];
    for (const format of ['json', 'sarif', 'github']) {
      assert.ok((await both(bad, [...check, '--format', format])).out.includes('utf16.csv'));
    }
    await both(bad, [...check, '--fix', '--dry-run']);
    const mended = await both(bad, [...check, '--fix']);
    assert.notEqual(mended.files['faq/en/utf16.csv'], checked.files['faq/en/utf16.csv']);
  });

  test('however paths are given', async () => {
    const answers = async (dir: string, folder = '.') => {
      const ran = await both(small, ['try', dir, 'when open'], { folder });
      assert.match(ran.out, /^answer/, ran.err);
    };
    await answers('faq');
    await answers('./faq/');
    await answers('.', 'faq');
    await answers('..', 'faq/en');
    await answers('../../faq', 'faq/en');
    await answers(join(place, 'faq'));
    await answers('faq/en/hours.md');
    await answers('hours.md', 'faq/en');
    assert.equal(
      (await both(small, ['build', '..', '--out', '../../out'], { folder: 'faq/en' })).code,
      0,
    );
    const option = `--out=${join(place, 'a/b/c')}`;
    assert.ok((await both(small, ['build', 'faq', option])).files['a/b/c/manifest.json']);
  });

  test('along links', async () => {
    const linked: Arrange = (place) => {
      small(place);
      const real = join(place, 'elsewhere/real');
      write(join(real, '.kept/beside.md'), '---\nquestion: Beside?\n---\nYes.\n');
      symlinkSync('.kept/beside.md', join(real, 'beside.md'));
      symlinkSync(join(place, 'faq/en/hours.md'), join(real, 'absolute.md'));
      symlinkSync('../../faq/en', join(real, 'folder'));
      symlinkSync('elsewhere/real', join(place, 'linked'));
      symlinkSync('../faq', join(place, 'elsewhere/faq'));
    };
    const { out } = await both(linked, ['check', 'linked']);
    assert.match(
      out,
      /FAQ008[\s\S]*absolute\.md[\s\S]*en 1;/,
      'one link leads out, one stays inside',
    );
    await both(linked, ['build', 'elsewhere/faq', '--out', 'faq/out']);
    const inside = await both(linked, ['build', 'faq', '--out', 'elsewhere/faq/out']);
    assert.equal(inside.code, 2, 'the link leads into the content');
    await both(linked, ['build', 'faq', '--out', 'linked']);
    await both(linked, ['intents', 'linked', '--apply']);
  });

  test('when something is in the way', async () => {
    const obstacles: Arrange = (place) => {
      small(place);
      write(join(place, 'file'), 'text');
      write(join(place, 'site/manifest.json'), '{"name":"an app"}');
      write(join(place, 'page/en/index.html'), '<!doctype html><title>Mine</title>');
      mkdirSync(join(place, 'full/manifest.json.unfinished'), { recursive: true });
      write(join(place, 'asked.jsonl'), '{"q":"open?","gold":["hours","gone"]}\n');
      write(join(place, 'latin1.jsonl'), Buffer.from('{"q":"\xe9","gold":[]}', 'latin1'));
    };
    for (const args of [
      ['check', 'gone'],
      ['check', 'file/gone'],
      ['check', ''],
      ['build', 'gone', '--out', 'out'],
      ['build', 'faq', '--out', 'file'],
      ['build', 'faq', '--out', 'file/out'],
      ['build', 'faq', '--out', 'faq'],
      ['build', 'faq', '--out', 'site'],
      ['build', 'faq', '--out', 'page'],
      ['build', 'faq', '--out', 'full'],
      ['export', 'faq', '--to', 'typesense', '--out', 'file'],
      ['export', 'faq', '--to', 'typesense', '--out', 'file/out'],
      ['export', 'faq', '--to', 'typesense', '--out', 'faq/out'],
      ['export', 'faq', '--to', 'typesense', '--out', 'site'],
      ['try', 'faq', 'open?', '--lang', 'de'],
      ['eval', 'faq', '--queries', 'gone.jsonl'],
      ['eval', 'faq', '--queries', 'faq'],
      ['eval', 'faq', '--queries', 'latin1.jsonl'],
      ['eval', 'faq', '--queries', 'asked.jsonl', '--details', 'faq'],
      ['eval', 'faq', '--queries', 'asked.jsonl', '--details', 'gone/details.jsonl'],
      ['init', 'faq'],
      ['init', 'file'],
      ['init', 'file/faq'],
      ['init', 'new', '--language', 'xx'],
    ]) {
      const { code, err, out } = await both(obstacles, args);
      assert.equal(code, 2, `${args.join(' ')}: ${out}`);
      assert.ok(err && !err.includes('os error'), err);
    }
  });

  test('with a full disk', { skip: !existsSync('/dev/full') }, async () => {
    const asked: Arrange = (place) => {
      small(place);
      write(join(place, 'asked.jsonl'), '{"q":"open?","gold":["hours"]}\n');
    };
    const args = ['eval', 'faq', '--queries', 'asked.jsonl', '--details', '/dev/full'];
    assert.match((await both(asked, args)).err, /the disk is full/);
    // Breaks writing off in the middle of a file.
    const shell = `trap '' XFSZ; ulimit -f 1; exec "$@"`;
    const { code, files } = await both(small, ['build', 'faq', '--out', 'out'], { shell });
    assert.equal(code, 2);
    assert.ok(!Object.keys(files).some((name) => name.includes('unfinished')), 'nothing is left');
  });

  test('without rights', async (t) => {
    const root = process.getuid?.() === 0;
    const nobody = 65534;
    const copy = temporary();
    // Somebody else may not be allowed to where this checkout is.
    cpSync(program, join(copy, 'faqlet'));
    cpSync(join(DIST, 'cli'), join(copy, 'cli'), { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
    const probe = spawnSync(process.execPath, ['--version'], root ? { uid: nobody } : {});
    if (probe.status !== 0) return t.skip('nobody else can run Node.js here');
    const locked: Arrange = (place) => {
      small(place);
      mkdirSync(join(place, 'out'));
      write(join(place, 'faq/en/secret.md'), '---\nquestion: Secret?\n---\nYes.\n');
      mkdirSync(join(place, 'closed'));
      if (root)
        for (const own of [place, 'faq', 'out', 'closed'].map((it) => join(place, it))) {
          if (existsSync(own)) chownSync(own, nobody, nobody);
        }
      chmodSync(join(place, 'faq/en/secret.md'), 0);
      chmodSync(join(place, 'out'), 0o555);
      chmodSync(join(place, 'closed'), 0);
    };
    const setting = root ? { uid: nobody } : {};
    const ways = [[join(copy, 'faqlet')], [process.execPath, join(copy, 'cli/main.js')]];
    for (const args of [
      ['check', 'faq'],
      ['check', 'closed'],
      ['build', 'faq/en/hours.md', '--out', 'out'],
      ['build', 'faq/en/hours.md', '--out', 'closed/out'],
      ['init', 'out/new'],
    ]) {
      const ran: Ran[] = [];
      for (const way of ways) {
        rmSync(place, { recursive: true, force: true });
        mkdirSync(place);
        locked(place);
        ran.push(await run(way, args, place, setting));
      }
      const [first, second] = ran as [Ran, Ran];
      same(first, second, args);
      assert.ok(first.code, `${args.join(' ')} must fail`);
      assert.match(`${first.out}${first.err}`, /its permissions do not allow it/);
    }
  });

  test('when the same is built again, and another edition after it', async () => {
    const twice = `"$@" && "$@"`;
    const args = ['build', 'faq', '--out', 'out'];
    await both(small, args, { shell: twice });
    const edit = `"$@" && rm -r faq/hu && sed -i 's/, hu//' faq/shop.yaml && echo '{"question":"New?","answer":"Yes."}' > faq/en/more.jsonl && "$@"`;
    const { files } = await both(small, args, { shell: edit });
    assert.ok(!files['out/hu/index.html'], 'pages of the old edition go');
  });

  test('when files are edited in place', async () => {
    const without: Arrange = (place) => {
      small(place);
      write(
        join(place, 'faq/en/returns.md'),
        '---\r\nquestion: How do I return an item?\r\n---\r\nBy post.\r\n',
      );
      symlinkSync('../../faq/en/hours.md', join(place, 'faq/hu/linked.md'));
    };
    const { err, files } = await both(without, ['intents', 'faq', '--apply']);
    assert.match(err, /[1-9]\d* intents? written/);
    assert.ok(files['faq/en/returns.md']?.includes('intent: how-to-return'));
  });

  test('when it starts a shop', async () => {
    const zones: (string | undefined)[] = [undefined, 'Asia/Kolkata', 'America/Los_Angeles', ''];
    for (const TZ of zones) await both(nothing, ['init', '--language', 'hu,AR'], { env: { TZ } });
    const aids: Arrange = (place) => write(join(place, 'my faq/.vscode/settings.json'), '{}');
    const { out, files } = await both(aids, ['init', 'my faq']);
    assert.ok(out.includes('"my faq"') && files['my faq/.vscode/settings.json']?.endsWith(' {}'));
  });

  test('at any time of day, anywhere', async () => {
    const day = (offset: number): string =>
      new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    for (const TZ of ['Pacific/Kiritimati', 'Etc/GMT+12', undefined]) {
      let now: string;
      let found: Ran;
      do {
        now = new Date().toISOString().slice(0, 13);
        const dated: Arrange = (place) => {
          small(place);
          for (const offset of [-2, -1, 0, 1, 2]) {
            const text = `---\nquestion: Day ${offset}?\nreview: ${day(offset)}\n---\nYes.\n`;
            write(join(place, `faq/en/day${offset}.md`), text);
          }
        };
        found = await both(dated, ['check', 'faq'], { env: { TZ } });
        // A day that ends between the two runs would be a difference.
      } while (now !== new Date().toISOString().slice(0, 13));
      assert.match(found.out, /FAQ024/);
    }
  });

  test('in colour on a terminal, and plain elsewhere', async (t) => {
    const colour = new RegExp(`${String.fromCharCode(27)}\\[`);
    const wrong = ['check', '--wrong'];
    assert.doesNotMatch((await both(nothing, wrong)).err, colour);
    assert.match((await both(nothing, wrong, { env: { CLICOLOR_FORCE: '1' } })).err, colour);
    const terminal = 'printf -v line "%q " "$@"; script -qec "$line" /dev/null';
    if (spawnSync('script', ['-qec', 'true', '/dev/null']).status !== 0) {
      return t.skip('there is no program `script` to stand for a terminal');
    }
    const env = { TERM: 'xterm' };
    assert.match((await both(nothing, wrong, { env, shell: terminal })).out, colour);
    const plain = { ...env, NO_COLOR: '1' };
    assert.doesNotMatch((await both(nothing, wrong, { env: plain, shell: terminal })).out, colour);
  });

  test('when nobody reads, or reads slowly', async () => {
    const gone = 'set -o pipefail; "$@" | true; echo $?';
    assert.equal((await both(bad, ['check', 'faq'], { shell: gone })).out, '1\n');
    assert.equal((await both(bad, ['check', 'faq'], { shell: '"$@" >&- 2>&- <&-' })).code, 1);
    // More than a pipe holds, into a pipe that does not wait, as npm leaves it to its children.
    const many: Arrange = (place) => {
      small(place);
      const lines = Array.from({ length: 1500 }, (_, n) => `{"question":"Question ${n}?"}\n`);
      write(join(place, 'faq/en/many.jsonl'), lines.join(''));
    };
    const inherit = `process.stdout.write('');
      const [file, ...args] = process.argv.slice(1);
      require('node:child_process').spawn(file, args, { stdio: 'inherit' });`;
    const shell = `node -e "${inherit.replaceAll('\n', ' ')}" -- "$@" | (sleep 1; cat)`;
    const { out } = await both(many, ['check', 'faq', '--format', 'json'], { shell });
    assert.ok(out.length > 1 << 17 && JSON.parse(out).findings.length > 0, `${out.length} bytes`);
  });
});
