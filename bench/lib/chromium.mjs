import { chromium } from 'playwright-core';

/** For machines without a screen, and for quiet ones. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser that `CHROME` names.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launch() {
  const executablePath = process.env.CHROME;
  if (!executablePath) {
    throw new Error('CHROME is not set; `cargo xtask bench` finds the browser.');
  }
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
