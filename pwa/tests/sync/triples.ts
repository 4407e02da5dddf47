/** Random merge triples for property tests: two versions of a record and what they came from. */

import fc from 'fast-check';
import type { Value } from '../../src/crypto/encoding';
import { change, make, tombstone, type Fields, type VaultRecord } from '../../src/sync/record';

export const OBJECT_ID = Uint8Array.from({ length: 16 }, (_, i) => i);

/** One change on one device. `f` is laid over the former fields; `drop` takes one of them away. */
export interface Step {
  f: Fields;
  drop: string;
  gone: boolean;
  nowMs: number;
  tag: string;
  left: boolean;
}

/** Arguments of one merge. */
export interface Triple {
  x: VaultRecord;
  y: VaultRecord;
  base: VaultRecord | null;
  trusted: boolean;
}

const keys = fc.constantFrom('a', 'b', '10', '2', 'constructor', 'toString', 'x.y');
const tags = fc.constantFrom('aaaaaa', 'bbbbbb');

const { value, fields } = fc.letrec<{ value: Value; fields: Fields }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Value>('', 'x', 'é', 'e\u0301', '\u2028', '😀', 0, 1, true, false),
    fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
    tie('fields'),
  ),
  fields: fc.dictionary(keys, tie('value'), { maxKeys: 3, noNullPrototype: true }),
}));

const step: fc.Arbitrary<Step> = fc.record({
  f: fields,
  drop: keys,
  gone: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  nowMs: fc.nat(8),
  tag: tags,
  left: fc.boolean(),
});

/** A few changes, one after another. */
export const steps = fc.array(step, { maxLength: 3 });

/** The record after these changes. */
export function versions(record: VaultRecord, changes: Step[]): VaultRecord {
  return changes.reduce((before, { f, drop, gone, nowMs, tag, left }) => {
    if (gone) return tombstone(before, nowMs, tag, left);
    const kept = Object.fromEntries(Object.entries(before.f).filter(([key]) => key !== drop));
    return change(before, { f: { ...kept, ...f } }, nowMs, tag, left);
  }, record);
}

/** Two versions that share a history, a part of one, or none. */
export const triples: fc.Arbitrary<Triple> = fc
  .record({ f: fields, other: value, first: steps, x: steps, y: steps, known: fc.nat(3), trusted: fc.boolean() })
  .map(({ f, other, first, x, y, known, trusted }) => {
    const start = { ...make(OBJECT_ID, 'entry', f, 0, 'aaaaaa'), colour: other };
    const common = versions(start, first);
    const base = [null, start, common, common][known] ?? null;
    return { x: versions(common, x), y: versions(known === 0 ? start : common, y), base, trusted };
  });
