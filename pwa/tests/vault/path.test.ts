import { beforeEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../src/journal/kinds';
import type { AnySave, Challenge, Note, NoteType, PathView } from '../../src/rpc/api';
import { Profile, settle, type Tab } from './world';

const DAY_MS = 86_400_000;
let profile: Profile;
let tab: Tab;
let challenge: Challenge;

beforeEach(async () => {
  profile = new Profile(21);
  tab = await profile.ready();
  challenge = (await tab.challenges())[0]!;
});

async function add<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return await tab.saveNote({ type, id: null, lv: 0, fields } as unknown as AnySave) as unknown as Note<T>;
}
async function change(fields: Partial<Fields<'challenge'>>): Promise<void> {
  challenge = await tab.saveNote({ type: 'challenge', id: challenge.id, lv: challenge.lv, fields }) as Challenge;
}
async function path(): Promise<PathView> {
  return await tab.path({ id: challenge.id, day: Math.floor(profile.clock.now_ms / DAY_MS) });
}
const amounts = ({ coverage }: PathView): string[] => Object.values(coverage);
const kinds = ({ evidence }: PathView): string[] => evidence.map(({ kind }) => kind);

describe('the path of a challenge', () => {
  test('begins with nothing', async () => {
    const view = await path();
    expect(view).toMatchObject({ challenge: { id: challenge.id }, evidence: [], suggestion: { say: 'nothing', because: 'nothing_noted' }, decisions: [], complete: true });
    expect(amounts(view)).toEqual(['none', 'none', 'none', 'none', 'none']);
    expect(view.back).toEqual({ ways: [], step: { name: 'who', part: null, about: null } });
  });

  test('grows with what is noted, and names the records', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    await change({ parts: [part.id] });
    const reading = await add('reading', { of: part.id, knows: 'yes', trust: 6, at_ms: profile.clock.now_ms });
    const other = await add('part', { name: 'Somebody else' });
    await add('reading', { of: other.id, alignment: 6, at_ms: profile.clock.now_ms });
    const view = await path();
    expect(kinds(view)).toEqual(['protector_named', 'knows_you', 'trust_asked']);
    expect(view.evidence[1]).toMatchObject({ goal: '1', parts: [part.id], faded: false, records: [{ id: reading.id, type: 'reading' }] });
    expect(view.suggestion).toMatchObject({ say: 'goal', goal: '2' });
    expect(view.back.ways[0]).toMatchObject({ part: part.id, trust: { last: { value: 6 } } });
  });

  test('a moment that the person led, and a check-in, count by their pages', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    await change({ parts: [part.id] });
    const entry = await tab.newEntry({ fields: { kind: 'moment', leads: 'self', challenge: challenge.id } });
    await tab.saveEntry({ id: entry.id, lv: entry.lv, text: 'I waited.', parts: [] });
    const led = (await path()).evidence.find(({ kind }) => kind === 'led_by_you');
    expect(led?.records).toEqual([{ id: entry.id, type: 'entry' }]);
    await tab.bin({ id: entry.id });
    expect(kinds(await path())).not.toContain('led_by_you');
    await add('checkin', { leads: 'self', parts: { [part.id]: { here: true, strength: null, room: null } }, at_ms: profile.clock.now_ms });
    expect(kinds(await path())).toContain('led_by_you');
  });

  test('what was put away does not count, what was merged counts for the one that stands', async () => {
    const [part, old] = [await add('part', { name: 'The Pleaser' }), await add('part', { name: 'Yes-sayer' })];
    await change({ parts: [part.id, old.id] });
    const reading = await add('reading', { of: old.id, trust: 3, at_ms: profile.clock.now_ms });
    await tab.saveNote({ type: 'part', id: old.id, lv: old.lv, fields: { mergedInto: part.id } });
    let view = await path();
    expect(view.protectors).toEqual([part.id]);
    expect(view.evidence.find(({ kind }) => kind === 'trust_asked')?.parts).toEqual([part.id]);
    await tab.bin({ id: reading.id });
    view = await path();
    expect(kinds(view)).toEqual(['protector_named']);
    await tab.bin({ id: part.id });
    expect((await path()).protectors).toEqual([old.id]);
  });

  test('a decision rests the suggestion, and is kept through closing the app', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    await change({ parts: [part.id] });
    await add('reading', { of: part.id, knows: 'yes', at_ms: profile.clock.now_ms });
    const { suggestion } = await path();
    expect(suggestion).toMatchObject({ say: 'goal', goal: '2' });
    await add('decision', { challenge: challenge.id, at_ms: profile.clock.now_ms, suggested: '2', chosen: [], answer: 'not_yet', reasons: suggestion.say === 'goal' ? [...suggestion.ids] : [] });
    expect((await path()).suggestion).toEqual({ say: 'nothing', because: 'decided' });
    await settle();
    tab = await profile.reopened();
    expect(await path()).toMatchObject({ suggestion: { say: 'nothing', because: 'decided' }, decisions: [{ chosen: [] }] });
    profile.clock.now_ms += 14 * DAY_MS;
    tab = await profile.reopened();
    expect((await path()).suggestion).toMatchObject({ say: 'goal', goal: '2' });
    expect(await tab.notes({ type: 'decision' })).toMatchObject([{ suggested: '2', answer: 'not_yet' }]);
  });

  test('of something that is no challenge is not found', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    await expect(tab.path({ id: part.id, day: 0 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(tab.path({ id: 'AAAAAAAAAAAAAAAAAAAAAA', day: 0 })).rejects.toMatchObject({ code: 'not_found' });
  });
});
