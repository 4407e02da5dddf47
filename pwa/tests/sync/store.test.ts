import { describe, expect, test } from 'vitest';
import { isDirty, isEmpty, MemoryStore, type StoredObject } from '../../src/sync/store';
import { testVectors } from './vectors';

testVectors('store');

const ONE: StoredObject = {
  id: new Uint8Array(16),
  form: 1,
  local: Uint8Array.of(1),
  base: null,
  left: false,
  lv: 1,
  rev: 1,
};

describe('an object', () => {
  test('is dirty until its base has the same bytes', () => {
    expect(isDirty(ONE)).toBe(true);
    expect(isDirty({ ...ONE, base: Uint8Array.of(2) })).toBe(true);
    expect(isDirty({ ...ONE, base: Uint8Array.of(1) })).toBe(false);
    expect(isDirty({ ...ONE, base: ONE.local })).toBe(false);
  });
});

describe('changes', () => {
  test('are empty when they name nothing', () => {
    expect(isEmpty({})).toBe(true);
    expect(isEmpty({ objects: [], rows: new Map(), named: new Map() })).toBe(true);
    expect(isEmpty({ forget: true })).toBe(false);
    expect(isEmpty({ inflight: new Uint8Array(0) })).toBe(false);
    expect(isEmpty({ arrived: [ONE.id] })).toBe(false);
    expect(isEmpty({ named: new Map([['x', null]]) })).toBe(false);
  });
});

describe('the store in memory', () => {
  test('hands out what later commits do not change', async () => {
    const store = new MemoryStore();
    await store.commit({ objects: [ONE], rows: new Map([[1, Uint8Array.of(1)]]) });
    const rows = await store.rows();

    await store.commit({ rows: new Map([[1, Uint8Array.of(2)]]) });

    expect(rows.get(1)).toEqual(Uint8Array.of(1));
  });
});
