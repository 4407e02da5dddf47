/**
 * The notice that the server's log took another path and was brought together again (SPEC §8.7, R5).
 *
 * It rests in the store until the person has read it, and after that as the date of the last reconcile.
 */

import { decode, encode, type Bytes } from '../crypto/encoding';
import type { Store } from './store';

export const ROW = 'reconciled';

export interface Healed {
  /** The last commit both paths may share. */
  readonly after: number;
  /** Objects sent again, and merged. */
  readonly again: number;
  readonly merged: number;
  /** When, UTC seconds. */
  readonly at_s: number;
  /** 1 once the person has seen it. */
  readonly read: number;
}

/** The notice as canonical JSON. */
export function pack(healed: Healed): Bytes {
  return encode({ ...healed });
}

/** The newest notice, read or not. */
export async function load(store: Store): Promise<Healed | null> {
  const packed = await store.named(ROW);
  return packed === null ? null : (decode(packed) as unknown as Healed);
}

/** Notes that the person has read the newest notice. */
export async function markRead(store: Store): Promise<void> {
  const healed = await load(store);
  if (healed !== null) await store.commit({ named: new Map([[ROW, pack({ ...healed, read: 1 })]]) });
}
