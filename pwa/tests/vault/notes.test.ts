import { beforeEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../src/journal/kinds';
import type { AnySave, Note, NoteType } from '../../src/rpc/api';
import { Profile, settle, type Tab } from './world';

let profile: Profile;
let tab: Tab;

beforeEach(async () => {
  profile = new Profile(20);
  tab = await profile.ready();
});

async function add<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return await tab.saveNote({ type, id: null, lv: 0, fields } as unknown as AnySave) as unknown as Note<T>;
}
const part = (fields: Partial<Fields<'part'>>): Promise<Note<'part'>> => add('part', fields);
const saved = async (input: AnySave): Promise<Note<'part'>> => await tab.saveNote(input) as Note<'part'>;

describe('parts and challenges', () => {
  test('a part keeps its emblem through every change but the one that asks for another', async () => {
    const made = await part({ name: 'Hothead' });
    expect(made).toMatchObject({ name: 'Hothead', role: 'protector_unsure', lv: 1 });
    const renamed = await saved({ type: 'part', id: made.id, lv: made.lv, fields: { name: 'Spark', role: 'firefighter' } });
    expect(renamed).toMatchObject({ name: 'Spark', role: 'firefighter', emblem: made.emblem });
    const redrawn = await tab.redrawPart({ id: made.id });
    expect(redrawn.emblem).not.toEqual(made.emblem);
    expect(redrawn.name).toBe('Spark');
  });

  test('one field changed in two tabs keeps both variants', async () => {
    const made = await part({ name: 'Spark', job: 'guards' });
    await settle();
    const other = await profile.reopened();
    const theirs = await other.note({ id: made.id });
    await other.saveNote({ type: 'part', id: made.id, lv: theirs.lv, fields: { job: 'guards the door' } });
    const mine = await saved({ type: 'part', id: made.id, lv: made.lv, fields: { job: 'guards me' } });
    expect([mine.job, mine.also[0]!.text].sort()).toEqual(['guards me', 'guards the door']);
    await tab.resolveAlso({ id: mine.id, path: mine.also[0]!.path, key: mine.also[0]!.key, choice: 'both' });
    expect((await tab.note({ id: mine.id }) as Note<'part'>).job).toBe(`${mine.job}\n${mine.also[0]!.text}`);
  });

  test('a binned part is listed as such and comes back', async () => {
    const { id } = await part({ name: 'Spark' });
    await tab.bin({ id });
    expect(await tab.parts()).toMatchObject([{ id, binned: true }]);
    await tab.restore({ id });
    expect(await tab.parts()).toMatchObject([{ id, binned: false }]);
  });

  test('an unknown part or challenge is not found', async () => {
    const id = 'AAAAAAAAAAAAAAAAAAAAAA';
    await expect(tab.saveNote({ type: 'part', id, lv: 1, fields: { name: 'x' } })).rejects.toMatchObject({ code: 'not_found' });
    await expect(tab.saveNote({ type: 'challenge', id, lv: 1, fields: { words: 'x' } })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a challenge can be put in other words', async () => {
    const [first] = await tab.challenges();
    const changed = await tab.saveNote({ type: 'challenge', id: first!.id, lv: first!.lv, fields: { words: 'I say yes too fast.' } });
    expect(changed).toMatchObject({ words: 'I say yes too fast.', love: first!.love, brings: 'hope' });
  });
});

describe('notes', () => {
  test('come back as they were noted, after the lock too, oldest first', async () => {
    const { id } = await part({ name: 'The Pleaser' });
    await add('reading', { of: id, at_ms: 20, trust: 6, room: 'cant_tell' });
    await add('reading', { of: id, at_ms: 10, trust: 4, knows: 'glimpses', toward: ['curiosity', 'hurry'] });
    const next = await profile.reopened();
    expect(await next.notes({ type: 'reading' })).toMatchObject([
      { at_ms: 10, trust: 4, room: null, knows: 'glimpses', toward: ['curiosity', 'hurry'] }, { at_ms: 20, trust: 6, room: 'cant_tell' },
    ]);
  });

  test('in the bin are not listed, and come back from it', async () => {
    const { id } = await add('promise', { words: 'Sit with it on Sunday' });
    await tab.bin({ id });
    expect(await tab.notes({ type: 'promise' })).toEqual([]);
    await tab.restore({ id });
    expect(await tab.notes({ type: 'promise' })).toMatchObject([{ id, state: 'open' }]);
  });

  test('about a record are all that name it, also through a part that was merged into it', async () => {
    const one = await part({ name: 'The Pleaser' });
    const same = await part({ name: 'Yes-sayer' });
    const other = await part({ name: 'Hothead' });
    const trust = await add('reading', { of: one.id, at_ms: 1, trust: 3 });
    const tug = await add('relation', { kind: 'tug', a: same.id, b: other.id });
    const met = await add('checkin', { at_ms: 2, parts: { [same.id]: { here: true, strength: 4, room: null } } });
    expect((await tab.about({ id: one.id })).map(({ id }) => id)).toEqual([trust.id]);
    await saved({ type: 'part', id: same.id, lv: same.lv, fields: { mergedInto: one.id } });
    const about = (await tab.about({ id: one.id })).map(({ id }) => id);
    expect(about.sort()).toEqual([trust.id, tug.id, met.id].sort());
    expect((await tab.about({ id: other.id })).map(({ id }) => id)).toEqual([tug.id]);
  });

  test('of another type, or gone, are not changed', async () => {
    const { id, lv } = await add('promise', { words: 'x' });
    await expect(tab.saveNote({ type: 'concern', id, lv, fields: { words: 'y' } })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('keep what two tabs said in different members', async () => {
    const { id, lv } = await add('promise', { words: 'Sit with it' });
    const other = await profile.reopened();
    const [theirs] = await other.notes({ type: 'promise' });
    await other.saveNote({ type: 'promise', id, lv: theirs!.lv, fields: { due_day: 20780 } });
    await tab.saveNote({ type: 'promise', id, lv, fields: { state: 'kept' } });
    expect(await tab.note({ id })).toMatchObject({ words: 'Sit with it', due_day: 20780, state: 'kept', also: [] });
  });
});

describe('settings and places on the map', () => {
  test('are set member by member and part by part', async () => {
    await tab.saveSettings({ fields: { words: { self: 'Me' } } });
    expect(await tab.saveSettings({ fields: { pinned: 'x' } })).toMatchObject({ pinned: 'x', words: { self: 'Me' } });
    await tab.saveSettings({ fields: { words: { tug: 'rope', part: 'one of us' } } });
    expect(await tab.saveSettings({ fields: { words: { part: '' } } })).toMatchObject({ words: { self: 'Me', tug: 'rope' } });
    await tab.savePositions({ at: { a: [100, 200], b: [300, 400] } });
    await tab.savePositions({ at: { b: null, c: [5, 6] } });
    expect(await (await profile.reopened()).positions()).toEqual({ a: [100, 200], c: [5, 6] });
  });
});
