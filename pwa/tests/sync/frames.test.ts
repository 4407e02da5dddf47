import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from '../../src/crypto/encoding';
import { FormatError } from '../../src/crypto/errors';
import {
  COMMIT,
  END,
  FrameError,
  ITEM,
  MAGIC,
  PAGE,
  Reader,
  endFrame,
  itemFrame,
  itemPrefix,
  read,
  splitEnd,
  splitItem,
} from '../../src/sync/frames';
import { hex } from './operations';
import { testVectors } from './vectors';

testVectors('frames');

describe('frames', () => {
  test('the shortest stream has the bytes of the specification', () => {
    expect(hex(concat(MAGIC, endFrame(1, true)))).toBe('5357463145000000090000000000000001' + '01');
  });

  test('a frame error is a format error', () => {
    expect(() => [...read(new Uint8Array(0), COMMIT)]).toThrow(FormatError);
  });

  test('a prefix and an envelope make an item frame', () => {
    const [id, envelope] = [new Uint8Array(16).fill(3), new Uint8Array(1112)];
    expect(concat(itemPrefix(id, 1112), envelope)).toEqual(itemFrame(id, envelope));
  });

  test('any cutting into chunks gives the same frames', () => {
    const sizes = fc.array(fc.integer({ min: 344, max: 400 }), { maxLength: 5 });
    const cuts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 });
    fc.assert(
      fc.property(sizes, cuts, (lengths, steps) => {
        const items = lengths.map((n, i) => itemFrame(new Uint8Array(16).fill(i), new Uint8Array(n).fill(i)));
        const data = concat(MAGIC, ...items, endFrame(7, false));
        const reader = new Reader(PAGE);
        const found = [];
        for (let at = 0, i = 0; at < data.length; i++) {
          const step = steps[i % steps.length]!;
          found.push(...reader.feed(data.slice(at, at + step)));
          at += step;
        }
        reader.close();
        expect(found.filter(({ kind }) => kind === ITEM).map(({ body }) => body.length - 16)).toEqual(lengths);
        expect(splitEnd(found.at(-1)!.body)).toEqual({ n: 7, more: false });
      }),
    );
  });

  test('no bytes throw anything but a frame error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        try {
          expect([...read(concat(MAGIC, data), PAGE)].at(-1)?.kind).toBe(END);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
    );
  });

  test('a frame too long is refused before its body arrives', () => {
    const reader = new Reader(PAGE);
    expect(() => reader.feed(concat(MAGIC, Uint8Array.of(ITEM, 1, 0, 0, 0)))).toThrow('bad_length');
  });

  test('an item is copied out of its page, so that storing it does not store the page', () => {
    const data = concat(MAGIC, itemFrame(new Uint8Array(16), new Uint8Array(344)), endFrame(1, false));
    const [frame] = [...read(data, PAGE)];
    expect(splitItem(frame!.body)[1].buffer.byteLength).toBe(344);
  });
});
