import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from '../../src/crypto/encoding';
import { UnmergeableError } from '../../src/sync/errors';
import { merge } from '../../src/sync/merge';
import {
  PAYLOAD_MAX,
  change,
  make,
  splitPast,
  tombstone,
  validate,
  ver,
  type Fields,
  type VaultRecord,
} from '../../src/sync/record';
import { outcome } from './operations';
import { OBJECT_ID, triples } from './triples';
import { testVectors, vectorFiles } from './vectors';

testVectors('merge');

test('every vector gives the same bytes with its sides exchanged', async () => {
  for (const [, file] of vectorFiles('merge')) {
    for (const { input, expect: expected } of file.cases) {
      expect(await outcome(file.layer, { ...input, x: input['y']!, y: input['x']! })).toEqual(expected);
    }
  }
});

describe('two devices', () => {
  const first = make(OBJECT_ID, 'entry', { t: 'tea', b: { k1: { t: 'one' } } }, 1, 'aaaaaa');
  const edit = (nowMs: number, tag: string, f: Fields): VaultRecord =>
    change(first, { f: { ...first.f, ...f } }, nowMs, tag, true);

  test('edits in two places are both there and nothing is noted', () => {
    const x = edit(5, 'aaaaaa', { t: 'coffee' });
    const y = edit(4, 'bbbbbb', { b: { k1: { t: 'one' }, k2: { t: 'two' } } });
    const merged = merge(x, y, first, true);
    expect(merged.f).toEqual({ t: 'coffee', b: { k1: { t: 'one' }, k2: { t: 'two' } } });
    expect(merged['also']).toBeUndefined();
    expect(merged.past).toBe(ver(first) + ver(y) + ver(x));
  });

  test('two texts in one place are both kept', () => {
    const [x, y] = [edit(5, 'aaaaaa', { t: 'coffee' }), edit(9, 'bbbbbb', { t: 'cocoa' })];
    const merged = merge(x, y, first, true);
    expect(merged.f['t']).toBe('cocoa');
    const kept = (merged['also'] as Fields)['f.t'] as Fields;
    expect(Object.values(kept)).toEqual([{ at: [5, 'aaaaaa'], over: ver(y), v: 'coffee' }]);
  });

  test('a deletion wins only over what it had seen', () => {
    const edited = edit(5, 'aaaaaa', { t: 'coffee' });
    const revived = merge(edited, tombstone(first, 9, 'bbbbbb', true), first, true);
    expect(revived.f).toEqual(edited.f);
    expect(revived['also']).toEqual({ gone: { x: { at: [9, 'bbbbbb'], v: 1 } } });
    const knowing = tombstone(edited, 9, 'bbbbbb', true);
    expect(merge(edited, knowing, first, true)).toEqual(knowing);
  });

  test('a result beyond the largest payload is refused', () => {
    const long = 'x'.repeat(PAYLOAD_MAX / 2);
    const x = make(OBJECT_ID, 'entry', { t: `a${long}` }, 5, 'aaaaaa');
    const y = make(OBJECT_ID, 'entry', { t: `b${long}` }, 6, 'bbbbbb');
    expect(() => merge(x, y, null, false)).toThrow(UnmergeableError);
  });
});

describe('laws', () => {
  const law = (check: (x: VaultRecord, y: VaultRecord, base: VaultRecord | null, trusted: boolean) => void): void =>
    fc.assert(fc.property(triples, ({ x, y, base, trusted }) => check(x, y, base, trusted)), { numRuns: 300 });

  test('the sides may be exchanged', () => {
    law((x, y, base, trusted) => {
      expect(encode(merge(x, y, base, trusted))).toEqual(encode(merge(y, x, base, trusted)));
    });
  });

  test('a result meets its sides without changing', () => {
    law((x, y, base, trusted) => {
      const merged = merge(x, y, base, trusted);
      for (const side of [x, y]) {
        expect(ver(merge(merged, side, base, true))).toBe(ver(merged));
        expect(ver(merge(side, merged, null, false))).toBe(ver(merged));
      }
    });
  });

  test('a result is a valid record that has seen both sides', () => {
    law((x, y, base, trusted) => {
      const merged = merge(x, y, base, trusted);
      validate(merged, OBJECT_ID);
      const known = [ver(merged), ...splitPast(merged.past)];
      expect(known).toContain(ver(x));
      expect(known).toContain(ver(y));
    });
  });

  test('the arguments stay as they were', () => {
    law((x, y, base, trusted) => {
      const before = structuredClone([x, y, base]);
      merge(x, y, base, trusted);
      expect([x, y, base]).toEqual(before);
    });
  });

  test('trust matters only for a base that is not common', () => {
    law((x, y, base) => {
      if (base === null) return;
      const common = [x, y].every((side) => [ver(side), ...splitPast(side.past)].includes(ver(base)));
      expect(merge(x, y, base, false)).toEqual(merge(x, y, common ? base : null, true));
    });
  });
});
