import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  b64, decode, encode, equal, lp, MAX_DEPTH, readU64, u64, U64_MAX, unb64, utf8, type Value,
} from '../../src/crypto/encoding';
import { FormatError } from '../../src/crypto/errors';

const key = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/).filter((text) => text !== '__proto__');
const text = fc.string({ unit: 'grapheme' });
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(text, fc.boolean(), fc.maxSafeInteger()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('canonical JSON', () => {
  test('decoding gives back what was encoded', () => {
    fc.assert(
      fc.property(value, (made) => {
        expect(decode(encode(made))).toEqual(made);
      }),
    );
  });

  test('any other text of the same value is refused', () => {
    fc.assert(
      fc.property(value, (made) => {
        const other = utf8(JSON.stringify(made, null, 1));
        if (!equal(other, encode(made))) expect(() => decode(other)).toThrow(FormatError);
      }),
    );
  });

  test('decoding accepts only its own output', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        let made: Value;
        try {
          made = decode(data);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          return;
        }
        expect(encode(made)).toEqual(data);
      }),
    );
  });

  test('order of insertion does not matter', () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.nat()), (made) => {
        expect(encode(Object.fromEntries(Object.entries(made).reverse()))).toEqual(encode(made));
      }),
    );
  });

  test.each([
    ['a\ud800b', 'a\ufffdb'],
    ['\udc00', '\ufffd'],
    ['\ud83d\ude00', '\u{1f600}'],
    ['\ude00\ud83d', '\ufffd\ufffd'],
  ])('lone surrogates become the replacement character', (half, written) => {
    expect(decode(encode(half))).toBe(written);
  });

  test('depth is counted through objects and arrays', () => {
    let made: Value = 1;
    for (let depth = 0; depth < MAX_DEPTH; depth++) made = depth % 2 === 0 ? [made] : { a: made };
    expect(decode(encode(made))).toEqual(made);
    expect(() => encode([made])).toThrow(FormatError);
  });

  test.each([null, undefined, 1.5, NaN, Infinity, 2 ** 53, 1n, Symbol('x'), () => 1, new Date(), new Map()])(
    'what JSON does not have is refused: %s',
    (strange) => {
      expect(() => encode(strange)).toThrow(FormatError);
      expect(() => encode({ a: [strange] })).toThrow(FormatError);
    },
  );

  test('minus zero is written as zero', () => {
    expect(encode(-0)).toEqual(utf8('0'));
  });

  test('an object without a prototype is an object', () => {
    expect(encode(Object.assign(Object.create(null) as object, { b: 1, a: 2 }))).toEqual(utf8('{"a":2,"b":1}'));
  });

  test('names of JavaScript itself are ordinary keys', () => {
    const decoded = decode(utf8('{"constructor":1,"hasOwnProperty":2,"toString":3}'));
    expect(Object.keys(decoded)).toEqual(['constructor', 'hasOwnProperty', 'toString']);
  });
});

describe('bytes', () => {
  test('base64url gives back the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (data) => {
        expect(unb64(b64(data), data.length)).toEqual(data);
      }),
    );
  });

  test('base64url has one text for each bytes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_\-=+/ \n]{0,12}$/), (made) => {
        let data: Uint8Array;
        try {
          data = unb64(made);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          return;
        }
        expect(b64(data)).toBe(made);
      }),
    );
  });

  test('u64 is read as written', () => {
    fc.assert(
      fc.property(fc.nat({ max: U64_MAX }), (n) => {
        expect(readU64(u64(n))).toBe(n);
      }),
    );
  });

  test('lp holds at most 65535 bytes', () => {
    expect(lp(new Uint8Array(65_535)).length).toBe(65_537);
    expect(() => lp(new Uint8Array(65_536))).toThrow(FormatError);
  });
});
