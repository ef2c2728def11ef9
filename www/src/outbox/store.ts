import type { OutboxMessage } from './message.js';

/** Where messages wait, shared by all pages of the shop on this device. */
export interface Store {
  all(): Promise<OutboxMessage[]>;
  /** Adds a message. */
  add(message: OutboxMessage): Promise<void>;
  /** Puts a message in the place of the one with its key; `false`, and nothing, if that is gone. */
  replace(message: OutboxMessage): Promise<boolean>;
  remove(key: string): Promise<void>;
  /**
   * Takes the right to send for some time, in one step for all pages: `false` if another has it.
   *
   * @param until in milliseconds since 1970; not after `now`: gives it back.
   */
  lease(owner: string, now: number, until: number): Promise<boolean>;
  close(): void;
}

const MESSAGES = 'messages';
const LEASES = 'leases';

interface Lease {
  readonly owner: string;
  readonly until: number;
}

/** Messages in IndexedDB. */
export class DeviceStore implements Store {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
    // So that a later version of this package can change the database while this page is open.
    database.onversionchange = () => database.close();
  }

  /** @throws where the browser refuses: private windows, blocked storage, a full disk. */
  static open(name: string): Promise<DeviceStore> {
    return new Promise((done, failed) => {
      // Some browsers have no `indexedDB`, some throw here, some fail later.
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(MESSAGES, { keyPath: 'key' });
        request.result.createObjectStore(LEASES);
      };
      request.onsuccess = () => done(new DeviceStore(request.result));
      request.onerror = () => failed(request.error);
      request.onblocked = () => failed(new Error('An older page holds the database.'));
    });
  }

  all(): Promise<OutboxMessage[]> {
    return this.#run(MESSAGES, 'readonly', (store, give) => {
      const request: IDBRequest<OutboxMessage[]> = store.getAll();
      request.onsuccess = () =>
        give(request.result.sort((one, other) => one.writtenAt - other.writtenAt));
    });
  }

  add(message: OutboxMessage): Promise<void> {
    return this.#run(MESSAGES, 'readwrite', (store) => {
      store.put(message);
    });
  }

  replace(message: OutboxMessage): Promise<boolean> {
    return this.#run(MESSAGES, 'readwrite', (store, give) => {
      const request = store.getKey(message.key);
      request.onsuccess = () => {
        give(request.result !== undefined);
        if (request.result !== undefined) store.put(message);
      };
    });
  }

  remove(key: string): Promise<void> {
    return this.#run(MESSAGES, 'readwrite', (store) => {
      store.delete(key);
    });
  }

  lease(owner: string, now: number, until: number): Promise<boolean> {
    return this.#run(LEASES, 'readwrite', (store, give) => {
      const request: IDBRequest<Lease | undefined> = store.get(MESSAGES);
      request.onsuccess = () => {
        const held = request.result;
        const free = !held || held.owner === owner || held.until <= now;
        give(free);
        if (free) store.put({ owner, until } satisfies Lease, MESSAGES);
      };
    });
  }

  close(): void {
    this.#database.close();
  }

  /** One transaction: what it gave counts once it is written for good. */
  #run<T>(
    name: string,
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore, give: (value: T) => void) => void,
  ): Promise<T> {
    return new Promise((done, failed) => {
      // "strict": written before we say that the message is kept. Older browsers pass over it.
      const transaction = this.#database.transaction(name, mode, { durability: 'strict' });
      let given: T;
      transaction.oncomplete = () => done(given);
      transaction.onabort = () => failed(transaction.error);
      act(transaction.objectStore(name), (value) => {
        given = value;
      });
    });
  }
}
