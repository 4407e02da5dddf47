import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { header, KIND_RECORD, open, openMany, OVERHEAD, seal } from '../../src/crypto/envelope';
import { CryptoError, DamagedError, FormatError, LockedError } from '../../src/crypto/errors';
import { seeded } from '../seeded';

const random = seeded(1);
const KEY = random(32);
const ID = random(16);

describe('seal and open', () => {
  test('opening gives back the payload', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.integer({ min: 1, max: 2 ** 32 - 1 }), async (payload, epoch) => {
        const sealed = await seal(KEY, KIND_RECORD, epoch, ID, payload, random);
        expect(header(sealed)).toEqual({ kind: KIND_RECORD, epoch });
        expect(await open(new Map([[epoch, KEY]]), KIND_RECORD, ID, sealed, new Set([epoch]))).toEqual(payload);
      }),
    );
  });

  test('any flipped bit is refused', async () => {
    const sealed = await seal(KEY, KIND_RECORD, 1, ID, new Uint8Array(4), random);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 8 * sealed.length - 1 }), async (bit) => {
        const changed = sealed.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        await expect(open(KEY, KIND_RECORD, ID, changed)).rejects.toThrow(CryptoError);
      }),
    );
  });

  test('the same payload sealed twice looks different', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => seal(KEY, KIND_RECORD, 1, ID, ID, random)));
    expect(first!.subarray(8)).not.toEqual(second!.subarray(8));
    expect(first!.length).toBe(OVERHEAD + 1024);
  });

  test('a source of the wrong length never makes a short salt', async () => {
    await expect(seal(KEY, KIND_RECORD, 1, ID, ID, (n) => new Uint8Array(n - 1))).rejects.toThrow(FormatError);
  });

  test('an envelope inside a larger buffer opens', async () => {
    const sealed = await seal(KEY, KIND_RECORD, 1, ID, ID, random);
    const page = new Uint8Array(sealed.length + 20);
    page.set(sealed, 7);
    expect(await open(KEY, KIND_RECORD, ID, page.subarray(7, 7 + sealed.length))).toEqual(ID);
  });
});

describe('openMany', () => {
  test('answers in order, across batches', async () => {
    const payloads = Array.from({ length: 450 }, (_, i) => Uint8Array.of(i >> 8, i & 255));
    const items = await Promise.all(
      payloads.map(async (payload) => ({ context: ID, envelope: await seal(KEY, KIND_RECORD, 1, ID, payload, random) })),
    );
    expect(await openMany(KEY, KIND_RECORD, items)).toEqual(payloads);
  });

  test('one bad envelope does not keep the others closed', async () => {
    const other = random(32);
    const make = async (key: Uint8Array, epoch: number) => ({
      context: ID,
      envelope: await seal(key, KIND_RECORD, epoch, ID, ID, random),
    });
    const items = [
      await make(KEY, 1),
      await make(other, 1),
      await make(KEY, 3),
      { context: ID, envelope: random(2000) },
      await make(other, 2),
    ];

    const keys = new Map([[1, KEY], [2, other]]);
    const opened = await openMany(keys, KIND_RECORD, items);

    expect(opened[0]).toEqual(ID);
    expect(opened[1]).toBeInstanceOf(DamagedError);
    expect(opened[2]).toBeInstanceOf(LockedError);
    expect(opened[3]).toBeInstanceOf(FormatError);
    expect(opened[4]).toEqual(ID);
  });

  test('nothing gives nothing', async () => {
    expect(await openMany(KEY, KIND_RECORD, [])).toEqual([]);
  });
});
