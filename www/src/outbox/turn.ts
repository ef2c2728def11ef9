import type { Store } from './store.js';

/**
 * Does something while no other page of the shop does it.
 *
 * @returns `false` if it was not done because another page has the turn.
 */
export type Turn = (act: () => Promise<void>) => Promise<boolean>;

/** For a page that shares nothing. */
export const ownTurn: Turn = async (act) => {
  await act();
  return true;
};

/** By Web Locks: the browser ends the turn of a page that is gone. */
export function lockTurn(locks: LockManager, name: string): Turn {
  return async (act) => {
    await locks.request(name, act);
    return true;
  };
}

/**
 * By a lease in the store, where there are no Web Locks: before Safari 15.4, and on pages without
 * HTTPS. A page that is gone has its turn until the lease ends.
 *
 * @param owner names this page
 * @param duration of a lease in milliseconds; longer than what is done may take
 */
export function leaseTurn(
  store: Store,
  owner: string,
  duration: number,
  clock: () => number = Date.now,
): Turn {
  return async (act) => {
    const now = clock();
    if (!(await store.lease(owner, now, now + duration))) return false;
    try {
      await act();
    } finally {
      await store.lease(owner, now, 0);
    }
    return true;
  };
}
