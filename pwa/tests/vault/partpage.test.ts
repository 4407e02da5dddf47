import { beforeEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../src/journal/kinds';
import type { AnySave, Note, NoteType } from '../../src/rpc/api';
import { Profile, type Tab } from './world';

let tab: Tab;

beforeEach(async () => {
  tab = await new Profile(20).ready();
});

async function add<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return await tab.saveNote({ type, id: null, lv: 0, fields } as unknown as AnySave) as unknown as Note<T>;
}

describe('the page of a part', () => {
  test('has what names it, and what is noted about its worries and what it carries', async () => {
    const { id } = await add('part', { name: 'Spark' });
    const worry = await add('concern', { part: id, words: 'silence' });
    const heard = await add('reading', { of: worry.id, at_ms: 1, heard: 'some' });
    const burden = await add('burden', { holder: id });
    const weight = await add('reading', { of: burden.id, at_ms: 2, charge: 4 });
    await add('concern', { part: 'somebody else' });
    const { notes, readings } = await tab.partPage({ id });
    expect(notes.map((one) => one.id).sort()).toEqual([worry, heard, burden, weight].map((one) => one.id).sort());
    expect(readings).toEqual([]);
  });

  test('tells trust oldest first, as far as it was asked, and the newest readings first', async () => {
    const { id } = await add('part', { name: 'Spark' });
    const late = await add('reading', { of: id, at_ms: 9, trust: 'cant_tell' });
    const early = await add('reading', { of: id, at_ms: 3, trust: 2 });
    const room = await add('reading', { of: id, at_ms: 5, room: 7 });
    const page = await tab.partPage({ id });
    expect(page.trust).toEqual([{ at_ms: 3, value: 2 }, { at_ms: 9, value: 'cant_tell' }]);
    expect(page.readings.map((one) => one.id)).toEqual([late.id, room.id, early.id]);
    expect(page.notes).toEqual([]);
  });

  test('takes in what was noted about a part that turned out to be this one, until they are apart again', async () => {
    const one = await add('part', { name: 'Spark' });
    const other = await add('part', { name: 'Hothead' });
    const promise = await add('promise', { part: other.id, words: 'a breath' });
    await add('reading', { of: other.id, at_ms: 3, trust: 2 });
    const merged = await tab.saveNote({ type: 'part', id: other.id, lv: other.lv, fields: { mergedInto: one.id } });
    const together = await tab.partPage({ id: one.id });
    expect(together.notes.map(({ id }) => id)).toContain(promise.id);
    expect(together.trust).toHaveLength(1);
    await tab.saveNote({ type: 'part', id: other.id, lv: merged.lv, fields: { mergedInto: '' } });
    expect((await tab.partPage({ id: one.id })).notes).toEqual([]);
    expect((await tab.partPage({ id: other.id })).notes.map(({ id }) => id)).toEqual([promise.id]);
  });

  test('leaves out check-ins and what is in the bin', async () => {
    const { id } = await add('part', { name: 'Spark' });
    const reading = await add('reading', { of: id, at_ms: 3, trust: 2 });
    const promise = await add('promise', { part: id, words: 'a breath' });
    await tab.bin({ id: reading.id });
    await tab.bin({ id: promise.id });
    await add('checkin', { at_ms: 4, parts: { [id]: { strength: 3, room: 4 } } } as never);
    expect(await tab.partPage({ id })).toEqual({ notes: [], readings: [], trust: [] });
  });
});
