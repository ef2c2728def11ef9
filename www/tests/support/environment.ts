import assert from 'node:assert/strict';

/** For machines without a screen, and for quiet ones. */
export const CHROMIUM_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a program that the tests need, from the environment. */
export function required(name: 'CHROME' | 'FIREFOX' | 'WEBKIT_DRIVER'): string {
  const path = process.env[name];
  assert.ok(path, `${name} is not set; \`cargo xtask test browser-tests\` finds the browsers`);
  return path;
}
