import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DamagedError } from '../../src/crypto/errors';
import { bucket, KIND_REMINDER, pad, unpad } from '../../src/crypto/padding';

const RECORD = 1;

describe('padding', () => {
  test('unpadding gives back the payload, whatever it ends with', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (payload) => {
        expect(unpad(pad(payload, RECORD), RECORD)).toEqual(payload);
      }),
    );
  });

  test('reminders all look alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 252 }), (payload) => {
        const padded = pad(payload, KIND_REMINDER);
        expect(padded.length).toBe(256);
        expect(unpad(padded, KIND_REMINDER)).toEqual(payload);
      }),
    );
  });

  test('buckets are the smallest powers of two that fit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 20 - 4 }), (n) => {
        const size = bucket(n, RECORD);
        expect(Number.isInteger(Math.log2(size))).toBe(true);
        expect(size).toBeGreaterThanOrEqual(n + 4);
        expect(size === 1024 || size < 2 * (n + 4)).toBe(true);
      }),
    );
  });

  test('two different plaintexts never give the same payload', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (payload, at, by) => {
        const padded = pad(payload, RECORD);
        padded[at % padded.length]! ^= by;
        let read: Uint8Array;
        try {
          read = unpad(padded, RECORD);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedError);
          return;
        }
        expect(read).not.toEqual(payload);
      }),
    );
  });
});
