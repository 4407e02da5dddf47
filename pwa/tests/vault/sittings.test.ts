import { beforeEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../src/journal/kinds';
import { CLOSING_PRACTICE, practiceById } from '../../src/practices/bundled';
import { begin, close, say, stop, wayOf, type About, type Sitting } from '../../src/practices/sitting';
import type { Given } from '../../src/practices/answers';
import type { AnySave, Id, Note, NoteType } from '../../src/rpc/api';
import { Profile, settle, type Tab } from './world';

const DAY = 20_780;
let profile: Profile;
let tab: Tab;

beforeEach(async () => {
  profile = new Profile(30);
  tab = await profile.ready();
});

async function add<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return await tab.saveNote({ type, id: null, lv: 0, fields } as unknown as AnySave) as unknown as Note<T>;
}

/** A sitting with these answers, stored. */
async function sat(id: string, about: About, answers: Record<string, Given>, end: (sitting: Sitting) => Sitting = close): Promise<Id> {
  const practice = practiceById(id)!;
  const way = wayOf(practice, CLOSING_PRACTICE);
  const said = Object.entries(answers).reduce<Sitting>((before, [key, given]) => say(before, way.find((place) => place.key === key)!, given, profile.clock.now_ms), begin(practice, about, profile.clock.now_ms));
  return (await add('sitting', end(said))).id;
}

const types = async (id: Id): Promise<string[]> => (await tab.noteSitting({ id, day: DAY })).map(({ type }) => type);

describe('a sitting', () => {
  test('turns into notes that name it, once', async () => {
    const part = await add('part', { name: 'The Pleaser', job: 'It keeps the peace.' });
    const id = await sat('p1.3', { part: part.id }, { job: { text: 'It says yes.' }, fear: { text: 'A storm.' }, p0_promised: { text: 'A walk.' } });
    expect(await types(id)).toEqual(['part', 'part', 'promise']);
    expect(await tab.note({ id: part.id })).toMatchObject({ job: 'It keeps the peace.\nIt says yes.', fears: 'A storm.' });
    expect(await tab.notes({ type: 'promise' })).toMatchObject([{ words: 'A walk.', part: part.id, from: id, step: 'p0_promised.promise', state: 'open' }]);
    expect(await types(id)).toEqual([]);
    expect(await tab.notes({ type: 'promise' })).toHaveLength(1);
  });

  test('that is taken up again adds what is new', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    const id = await sat('p1.2', { part: part.id }, { room_before: { value: 8 } }, stop);
    expect(await types(id)).toEqual(['reading']);
    const way = wayOf(practiceById('p1.2')!, CLOSING_PRACTICE);
    const sitting = await tab.note({ id }) as Note<'sitting'>;
    const more = say(sitting, way.find(({ key }) => key === 'room_after')!, { value: 3 }, profile.clock.now_ms);
    await tab.saveNote({ type: 'sitting', id, lv: sitting.lv, fields: { answers: more.answers } });
    expect(await types(id)).toEqual(['reading']);
    expect((await tab.notes({ type: 'reading' }) as Note<'reading'>[]).map(({ room }) => room).sort()).toEqual([3, 8]);
  });

  test('is noted once by two tabs, also when neither knows of the other', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    const id = await sat('p5.3', { part: part.id }, { two: { who: [part.id, (await add('part', { name: 'The Critic' })).id] }, tight: { value: 7 } });
    await settle();
    const other = await profile.reopened();
    await Promise.all([tab.noteSitting({ id, day: DAY }), other.noteSitting({ id, day: DAY })]);
    await settle();
    const [relations, readings] = [await tab.notes({ type: 'relation' }), await tab.notes({ type: 'reading' })];
    expect([relations.length, readings.length]).toEqual([1, 1]);
    expect(readings[0]).toMatchObject({ of: relations[0]!.id, tension: 7 });
  });

  test('brings back nothing that was taken away', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    const id = await sat('p1.2', { part: part.id }, { room_before: { value: 8 }, worry: { text: 'A flood.' } });
    await tab.noteSitting({ id, day: DAY });
    const [worry] = await tab.notes({ type: 'concern' });
    await tab.bin({ id: worry!.id });
    expect(await types(id)).toEqual([]);
    const sitting = await tab.note({ id }) as Note<'sitting'>;
    await tab.saveNote({ type: 'sitting', id, lv: sitting.lv, fields: { told: {} } });
    expect(await types(id)).toEqual([]);
    expect(await tab.notes({ type: 'concern' })).toEqual([]);
  });

  test('makes a letter a page, and lets go of one that may not stay', async () => {
    const small = await add('part', { name: 'The small one', role: 'exile' });
    const letter = { choose: { who: [small.id] }, begin: { text: 'I saw you.' }, what_year: { text: 'There is a garden.' } };
    const id = await sat('p2.4', {}, letter);
    const [page] = await tab.noteSitting({ id, day: DAY });
    expect(await tab.entry({ id: page!.id })).toMatchObject({ kind: 'letter', to: small.id, text: 'I saw you.\nThere is a garden.', parts: [] });
    const gone = await sat('p2.4', {}, { ...letter, may_stay: { word: 'let_go' } });
    expect(await types(gone)).toEqual([]);
    expect(JSON.stringify(await tab.note({ id: gone }))).not.toContain('garden');
  });

  test('of a practice of one’s own is noted the same; of one that is gone the answers stay', async () => {
    const part = await add('part', { name: 'The Pleaser' });
    const file = { format: 'selfward-practice-1', id: 'mine', version: 1, goal: 1, title: 'Mine', about: 'Mine.', minutes: 3, suits: 'alone', subject: 'part', steps: [
      { id: 'near', say: 'How near is it?', ask: { kind: 'degree', scale: 'room' }, becomes: [{ note: 'reading', member: 'room', of: 'subject' }] }] };
    const own = await add('practice', { source: JSON.stringify(file) });
    const answers = (await tab.note({ id: await sat('p1.2', { part: part.id }, { room_before: { value: 4 } }) }) as Note<'sitting'>).answers;
    const made = { ...begin({ id: own.id, version: 1 }, { part: part.id }, 5), answers: { near: answers['room_before']! } };
    expect(await types((await add('sitting', made)).id)).toEqual(['reading']);
    const damaged = await add('practice', { source: '{' });
    expect(await types((await add('sitting', { ...made, practice: damaged.id })).id)).toEqual([]);
    const lost = await add('sitting', { ...made, practice: 'p9.9' });
    expect(await types(lost.id)).toEqual([]);
    expect((await tab.note({ id: lost.id }) as Note<'sitting'>).answers['near']!.value).toBe(4);
  });

  test('that is not there is not found', async () => {
    await expect(tab.noteSitting({ id: 'AAAAAAAAAAAAAAAAAAAAAA', day: DAY })).rejects.toMatchObject({ code: 'not_found' });
  });
});
