import { beforeEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../src/journal/kinds';
import type { AnySave, Note, NoteType } from '../../src/rpc/api';
import { Profile, type Tab } from './world';

let tab: Tab;

beforeEach(async () => {
  tab = await new Profile(21).ready();
});

async function add<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return await tab.saveNote({ type, id: null, lv: 0, fields } as unknown as AnySave) as unknown as Note<T>;
}

describe('lines', () => {
  test('carry what was said about how tight they are, newest first', async () => {
    const [a, b] = [await add('part', { name: 'The Pleaser' }), await add('part', { name: 'Hothead' })];
    const tug = await add('relation', { kind: 'tug', a: a.id, b: b.id });
    const cares = await add('relation', { kind: 'cares', a: a.id, b: b.id });
    await add('reading', { of: tug.id, at_ms: 10, tension: 8 });
    await add('reading', { of: tug.id, at_ms: 20, tension: 7 });
    await add('reading', { of: a.id, at_ms: 30, trust: 2 });
    const lines = await tab.lines();
    expect(lines.find(({ id }) => id === tug.id)!.tightness).toEqual([{ value: 7, at_ms: 20 }, { value: 8, at_ms: 10 }]);
    expect(lines.find(({ id }) => id === cares.id)!.tightness).toEqual([]);
  });

  test('that ended stay, those in the bin do not; a reading in the bin says nothing', async () => {
    const [a, b] = [await add('part', { name: 'A' }), await add('part', { name: 'B' })];
    const ended = await add('relation', { kind: 'tug', a: a.id, b: b.id, ended_ms: 5 });
    const away = await add('relation', { kind: 'cares', a: a.id, b: b.id });
    const reading = await add('reading', { of: ended.id, at_ms: 10, tension: 3 });
    await tab.bin({ id: away.id });
    await tab.bin({ id: reading.id });
    expect(await tab.lines()).toMatchObject([{ id: ended.id, ended_ms: 5, tightness: [] }]);
  });
});
