/** Beginning a log: its first head, and a store that has everything still to send (SPEC §9.2, C2, C4). */

import type { Bytes } from '../crypto/encoding';
import type { Device } from './device';
import { EMPTY_ROOT, genesis, Head } from './state';
import { SignedHead, type Changes, type Store, type StoredObject } from './store';

const SCAN = 500;

/** Head 1 of a new log: no rows, signed. logId: 16 random bytes; logSeed: 32 bytes, of this epoch. */
export async function firstHead(logId: Uint8Array, epoch: number, logSeed: Uint8Array): Promise<SignedHead> {
  const head = new Head(logId, 1, genesis(logId), EMPTY_ROOT, epoch);
  return new SignedHead(head, await head.sign(logSeed));
}

/**
 * One transaction: the floor is this head, and the server has yet to hear of every object.
 *
 * named: rows to write with it, such as the session's token.
 */
export function begin(
  device: Device,
  first: SignedHead,
  named: ReadonlyMap<string, Bytes | null>,
): Promise<void> {
  return device.write(async (): Promise<Changes> => {
    const objects: StoredObject[] = [];
    for await (const one of every(device.store)) {
      if (one.base !== null) objects.push({ ...one, base: null, rev: one.rev + 1 });
    }
    return { forget: true, floor: first, objects, named };
  });
}

/** All objects of a store, a page at a time. */
export async function* every(store: Store): AsyncGenerator<StoredObject> {
  let page = await store.scan(null, SCAN);
  while (page.length > 0) {
    yield* page;
    page = await store.scan(page.at(-1)!.id, SCAN);
  }
}
