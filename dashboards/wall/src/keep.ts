import type { Snapshot } from '@monitor/shared/contract';

const DATABASE = 'monitor-wall';
const STORE = 'last';
const KEY = 'snapshot';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('no database'));
  });
}

/** Keeps the last picture, so that a reload paints it (greyed) before the feed is back. A browser that keeps nothing loses only that. */
export async function keepSnapshot(snapshot: Snapshot): Promise<void> {
  try {
    const db = await open();
    db.transaction(STORE, 'readwrite').objectStore(STORE).put(snapshot, KEY);
    db.close();
  } catch {
    // Private windows have no database.
  }
}

export async function keptSnapshot(): Promise<Snapshot | null> {
  try {
    const db = await open();
    const found = await new Promise<unknown>((resolve, reject) => {
      const asked = db.transaction(STORE).objectStore(STORE).get(KEY);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('unreadable'));
    });
    db.close();
    return (found as Snapshot | undefined) ?? null;
  } catch {
    return null;
  }
}
