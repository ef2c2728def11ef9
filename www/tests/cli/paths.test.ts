import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { view } from '../../src/cli/paths.js';

test('where paths have one root, all is as it is', () => {
  const args = ['try', '../faq', 'why \\ so?', '--out=/srv/faq'];
  const seen = view(args, '/home/me/shop', path.posix, () => true);
  assert.deepEqual(seen, { preopens: { '/': '/' }, folder: '/home/me/shop', args });
});

test('on Windows the disks that arguments name are opened, and paths get slashes', () => {
  const there = new Set(['C:\\', 'D:\\', '\\\\nas\\shop\\', 'C:\\shop\\faq', 'C:\\shop']);
  const exists = (path: string) => there.has(path);
  const see = (...args: string[]) => view(args, 'C:\\shop', path.win32, exists);

  assert.deepEqual(see('check', 'faq'), {
    preopens: { '/': 'C:\\', '/C:': 'C:\\' },
    folder: '/C:/shop',
    args: ['check', 'faq'],
  });
  assert.deepEqual(see('build', '.\\faq', '--out', '..\\site\\faq').args.slice(1), [
    './faq',
    '--out',
    '../site/faq',
  ]);
  assert.deepEqual(see('D:\\faq', '--out=d:/site').args, ['/D:/faq', '--out=/d:/site']);
  assert.deepEqual(see('D:\\faq').preopens['/D:'], 'D:\\');
  const shared = see('\\\\nas\\shop\\faq');
  assert.deepEqual(shared.args, ['/nas/shop/faq']);
  assert.equal(shared.preopens['/nas/shop'], '\\\\nas\\shop\\');
  // A question is no path.
  assert.deepEqual(see('is it 1\\2 or C:\\ ?').args, ['is it 1\\2 or C:\\ ?']);
});
