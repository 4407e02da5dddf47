import { beforeEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../src/journal/kinds';
import type { AnySave, Note, NoteType, TodayView } from '../../src/rpc/api';
import { Profile, type Tab } from './world';

const DAY = 20_780;
let profile: Profile;
let tab: Tab;

beforeEach(async () => {
  profile = new Profile(21);
  tab = await profile.ready();
});

async function add<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return await tab.saveNote({ type, id: null, lv: 0, fields } as unknown as AnySave) as unknown as Note<T>;
}
const today = async (): Promise<TodayView> => tab.today({ day: DAY });

describe('what Today shows', () => {
  test('is nothing much while nothing was written', async () => {
    expect(await today()).toMatchObject({ written: false, checkin: null, promises: [] });
    const { id, lv } = await tab.newEntry({});
    await tab.saveEntry({ id, lv, text: 'A line.', parts: [] });
    expect((await today()).written).toBe(true);
  });

  test('is the newest check-in up to now: one from a clock that ran ahead waits, one in the bin is gone', async () => {
    const now_ms = profile.clock.now_ms;
    const seen = await add('checkin', { at_ms: now_ms - 5, line: 'seen' });
    await add('checkin', { at_ms: now_ms - 9, line: 'earlier' });
    await add('checkin', { at_ms: now_ms + 86_400_000 * 365, line: 'ahead' });
    expect((await today()).checkin).toMatchObject({ id: seen.id, line: 'seen' });
    await tab.bin({ id: seen.id });
    expect((await today()).checkin).toMatchObject({ line: 'earlier' });
  });

  test('is the promises that are due, three at most; when none is, the next one', async () => {
    const wait = await add('promise', { words: 'later', due_day: DAY + 3 });
    await add('promise', { words: 'some day' });
    expect((await today()).promises.map(({ words }) => words)).toEqual(['later']);
    for (const due_day of [DAY, DAY - 2, DAY - 1, DAY - 9]) await add('promise', { words: `due ${due_day - DAY}`, due_day });
    expect((await today()).promises.map(({ words }) => words)).toEqual(['due -9', 'due -2', 'due -1']);
    await tab.saveNote({ type: 'promise', id: wait.id, lv: wait.lv, fields: { state: 'kept' } });
    expect((await tab.today({ day: DAY - 10 })).promises.map(({ words }) => words)).toEqual(['due -9']);
  });

  test('is the pinned challenge with the next step on its path', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    const one = await add('challenge', { words: 'I say yes.', love: 'A small no.', parts: [part.id] });
    await add('challenge', { words: 'Another one.' });
    await tab.saveSettings({ fields: { pinned: one.id } });
    const shown = await today();
    expect(shown.challenge?.id).toBe(one.id);
    expect(await tab.nextSteps({ id: one.id, day: DAY })).toMatchObject([{ name: 'ask_job', part: part.id }]);
    await tab.saveNote({ type: 'challenge', id: one.id, lv: one.lv, fields: { state: 'resting' } });
    expect((await today()).challenge?.words).toBe('Another one.');
  });
});
