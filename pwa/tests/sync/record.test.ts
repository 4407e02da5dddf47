import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PAST_MAX, change, joinPast, make, splitPast, tombstone, validate, ver } from '../../src/sync/record';
import { OBJECT_ID, steps, versions } from './triples';
import { testVectors, vectorFiles } from './vectors';

testVectors('record');

describe('records', () => {
  test('record X has the bytes of the anchor', () => {
    const file = vectorFiles('record').find(([name]) => name === 'read.json')![1];
    const anchor = file.cases.find((one) => one.comment.includes('record X'))!;
    const payload = Buffer.from(anchor.input['payload'] as string);
    expect(payload).toHaveLength(175);
    expect(createHash('sha256').update(payload).digest('hex')).toBe(
      '17f7dfa32f171d65d3e8a01677cef08d4ddbbdd202a95dffdfcb0bf0024c26c0',
    );
  });

  test('every version made here is a valid record', () => {
    fc.assert(
      fc.property(steps, (changes) => {
        validate(versions(make(OBJECT_ID, 'entry', {}, 0, 'aaaaaa'), changes), OBJECT_ID);
      }),
    );
  });

  test('joining keeps the newest versions once each', () => {
    const name = fc.array(fc.constantFrom('a', 'b'), { minLength: 8, maxLength: 8 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (names) => {
        const newestFirst = [...new Set(names.toReversed())].slice(0, PAST_MAX);
        expect(splitPast(joinPast(...names))).toEqual(newestFirst.reverse());
      }),
    );
  });

  test('changes leave the former version as it was', () => {
    const record = { ...make(OBJECT_ID, 'entry', { t: 'x' }, 5, 'aaaaaa'), also: { 'f.t': {} } };
    const before = structuredClone(record);
    change(record, { f: { t: 'y' }, also: {} }, 6, 'aaaaaa', true);
    tombstone(record, 6, 'aaaaaa', true);
    expect(record).toEqual(before);
  });

  test('versions are named after content and time', () => {
    const record = make(OBJECT_ID, 'entry', { t: 'x' }, 5, 'aaaaaa');
    expect(ver(change(record, { f: { t: 'x' } }, 5, 'aaaaaa', false))).not.toBe(ver(record));
    expect(ver({ ...record, past: 'AAAAAAAA' })).toBe(ver(record));
  });
});
