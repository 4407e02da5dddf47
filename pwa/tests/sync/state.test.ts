import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, digest } from '../../src/crypto/encoding';
import { BucketedRows, EMPTY_HASHES, Head, Row, bucketHash, rootOf } from '../../src/sync/state';
import { seeded } from '../seeded';
import { hex, unhex } from './operations';
import { testVectors, vectorFiles } from './vectors';

testVectors('state');

const NO_HASH = new Uint8Array(32);

/** The root by the letter of SPEC §8.2, from all rows at once. */
function plainRoot(rows: Map<string, Uint8Array>): string {
  const sorted = [...rows.keys()].sort().map((id) => rows.get(id)!);
  const buckets = Array.from({ length: 256 }, (_, first) => {
    return digest('bucket', concat(...sorted.filter((row) => row[1] === first)));
  });
  return hex(digest('root', concat(...buckets)));
}

const rows = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom(0, 1, 255), fc.integer({ min: 0, max: 3 }), fc.nat(255))
  .map(([form, first, rest, fill]) => {
    const id = new Uint8Array(16).fill(rest);
    id[0] = first;
    return new Row(form, id, new Uint8Array(32).fill(form === 0 ? 0 : fill)).pack();
  });

/** Packed rows of records with random ids. */
function randomRows(count: number): Uint8Array[] {
  const random = seeded(count);
  return Array.from({ length: count }, () => new Row(1, random(16), random(32)).pack());
}

describe('heads', () => {
  test('signing gives the signature of the vector', async () => {
    const file = vectorFiles('state').find(([name]) => name === 'verify.json')![1];
    const signed = file.cases.filter((one) => one.expect === true);
    expect(signed).toHaveLength(5);
    for (const { input } of signed) {
      const head = Head.decode(unhex(input['head'] as string));
      expect(hex(await head.sign(unhex(input['seed'] as string)))).toBe(input['sig']);
    }
  });
});

describe('bucketed rows', () => {
  test('incremental roots equal those by the letter', () => {
    fc.assert(
      fc.property(fc.array(fc.array(rows, { maxLength: 8 }), { maxLength: 6 }), (commits) => {
        const kept = new BucketedRows();
        const plain = new Map<string, Uint8Array>();
        for (const commit of commits) {
          const touched = kept.apply(commit);
          for (const row of commit) plain.set(hex(row.subarray(1, 17)), row);
          expect(new Set(touched.keys())).toEqual(new Set(commit.map((row) => row[1])));
          expect(hex(kept.root)).toBe(plainRoot(plain));
        }
        expect([...kept].map(hex)).toEqual([...plain.keys()].sort().map((id) => hex(plain.get(id)!)));
        for (const [id, row] of plain) expect(kept.get(unhex(id))).toEqual(row);
      }),
      { numRuns: 40 },
    );
  });

  test('only the buckets a commit touches are loaded', () => {
    const whole = new BucketedRows();
    whole.apply(randomRows(1000));
    const loaded: number[] = [];
    const partial = new BucketedRows(whole.hashes, (index) => {
      loaded.push(index);
      return whole.bucket(index);
    });
    const row = new Row(1, new Uint8Array(16).fill(7), NO_HASH).pack();
    const saved = partial.apply([row]);
    partial.get(new Uint8Array(16).fill(7));
    whole.apply([row]);
    expect(loaded).toEqual([7]);
    expect(saved).toEqual(new Map([[7, whole.bucket(7)]]));
    expect(partial.hashes).toEqual(whole.hashes);
  });

  test('a copy goes its own way', () => {
    const kept = new BucketedRows();
    kept.apply([new Row(1, new Uint8Array(16), NO_HASH).pack()]);
    const before = kept.root;
    const other = kept.copy();
    other.apply([new Row(1, new Uint8Array(16).fill(9), NO_HASH).pack()]);
    expect(kept.root).toEqual(before);
    expect(other.root).not.toEqual(before);
    expect(kept.get(new Uint8Array(16).fill(9))).toBeUndefined();
  });

  test('a malformed row changes nothing', () => {
    const kept = new BucketedRows();
    const good = new Row(1, new Uint8Array(16), NO_HASH).pack();
    expect(() => kept.apply([good, new Uint8Array(48).fill(1)])).toThrow('row_length');
    expect(kept.hashes).toEqual(EMPTY_HASHES);
  });

  test('bucket hashes of another length are refused', () => {
    expect(() => new BucketedRows(EMPTY_HASHES.subarray(1))).toThrow('bucket_hashes');
  });

  test('void rows count in the root', () => {
    const kept = new BucketedRows();
    const gone = new Row(0, new Uint8Array(16), NO_HASH).pack();
    kept.apply([gone]);
    expect(kept.root).toEqual(rootOf(concat(bucketHash(gone), EMPTY_HASHES.subarray(32))));
  });

  test('one row onto 10 000 costs far less than a screen frame', () => {
    const kept = new BucketedRows();
    kept.apply(randomRows(10_000));
    const more = randomRows(200);
    const started = performance.now();
    for (const row of more) {
      kept.apply([row]);
      expect(kept.root).toHaveLength(32);
    }
    expect((performance.now() - started) / more.length).toBeLessThan(4);
  });
});
