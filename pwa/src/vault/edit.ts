/** One change by the person, on top of whatever stands by now (protocol 9.9). Pure. */
import type { Members } from '../journal/kinds';
import { readable } from '../journal/also';
import { encode, equal } from '../crypto/encoding';
import { Refusal } from '../rpc/refusal';
import { merge } from '../sync/merge';
import { change, tombstone, type VaultRecord } from '../sync/record';
import type { Standing, Step } from './save';
import { alsoOf, isGone } from './views';

export interface Stamp { now_ms: number; tag: string }

/**
 * The next version when a change was made from `base` while `current` stands.
 *
 * `edited`: what the change makes of the `f` it is given. `base` null: it is not known any more what the change was
 * made from; then nothing that stands is dropped.
 */
export function edit(
  current: Standing, base: Standing | null, edited: (f: Members) => Members, { now_ms, tag }: Stamp,
): Step {
  if (current.readonly) throw new Refusal('refused');
  const from = base ?? current;
  const f = edited(from.record.f);
  if (!isGone(current.record) && same(f, from.record.f)) return null;
  const also = readable(from.record.type, alsoOf(from.record));
  const mine = change(from.record, { f, also }, now_ms, tag, base !== null && from.left);
  if (base?.lv === current.lv) return { record: mine };
  const merged = merge(current.record, mine, base?.record ?? null, base !== null);
  return same(merged, current.record) ? null : { record: merged };
}

/** Takes a record away for good; what was known elsewhere leaves a tombstone, so that it goes there too. */
export function removal({ record, left, shared }: Standing, { now_ms, tag }: Stamp): Step {
  return left || shared ? { record: tombstone(record, now_ms, tag, left) } : { remove: true };
}

function same(a: VaultRecord | Members, b: VaultRecord | Members): boolean {
  return equal(encode(a), encode(b));
}
