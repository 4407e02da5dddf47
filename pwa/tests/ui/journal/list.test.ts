import { describe, expect, it } from 'vitest';
import { appended, EVERYTHING, filtersOn, FIRST_ROWS, isNarrow, PAGE_ROWS, queryFor } from '../../../src/screens/journal/list';
import { madeRow } from '../../made';

const row = madeRow;

describe('the journal list', () => {
  it('asks for as many rows as a phone shows, and for as many as are shown when it asks again', () => {
    expect(queryFor(EVERYTHING, 0)).toEqual({ limit: FIRST_ROWS });
    expect(queryFor(EVERYTHING, 120)).toEqual({ limit: 120 });
  });

  it('asks for the next fifty after the last row', () => {
    expect(queryFor({ ...EVERYTHING, text: ' quiet ', parts: ['p'], also: true, kind: 'letter', star: true, challenge: 'c' }, 120, row('z'))).toEqual({
      limit: PAGE_ROWS, text: 'quiet', parts: ['p'], also: true, kinds: ['letter'], star: true, challenge: 'c', after: { made_ms: 5, id: 'z' },
    });
  });

  it('counts filters, not searched words', () => {
    expect(filtersOn({ ...EVERYTHING, text: 'x', parts: ['a', 'b'], also: true, kind: 'letter' })).toBe(3);
    expect(isNarrow({ ...EVERYTHING, text: '  ' })).toBe(false);
    for (const one of [{ text: 'x' }, { kind: 'free' as const }, { star: true }, { challenge: 'c' }]) expect(isNarrow({ ...EVERYTHING, ...one })).toBe(true);
  });

  it('shows a row once when it comes up again', () => {
    const next = { rows: [row('b'), row('c')], total: 3, unsearched: 0, complete: true };
    expect(appended([row('a'), row('b')], next).map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });
});
