import { beforeEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../src/journal/kinds';
import type { AnySave, Note, NoteType } from '../../src/rpc/api';
import { Profile, type Tab } from './world';

const DAY_MS = 86_400_000;
let profile: Profile;
let tab: Tab;

beforeEach(async () => {
  profile = new Profile(33);
  tab = await profile.ready();
});

async function add<T extends NoteType>(type: T, fields: Partial<Fields<T>>): Promise<Note<T>> {
  return await tab.saveNote({ type, id: null, lv: 0, fields } as unknown as AnySave) as unknown as Note<T>;
}
const ago = (days: number): number => profile.clock.now_ms - days * DAY_MS;

describe('looking back', () => {
  test('shows nothing while nothing was noted, and says when a part or challenge is not here', async () => {
    expect(await tab.looking({ since_ms: 0 })).toMatchObject({ figures: [], parts: [], challenges: [], complete: true });
    await expect(tab.looking({ part: 'nobody', since_ms: 0 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(tab.looking({ challenge: 'nothing', since_ms: 0 })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('tells of parts and challenges what was noted, not of those in the bin, nor of binned readings', async () => {
    const pleaser = await add('part', { name: 'The Pleaser' });
    const gone = await add('part', { name: 'Gone' });
    const challenge = await add('challenge', { words: 'Too much yes', parts: [pleaser.id] });
    for (const [of, days, trust] of [[pleaser.id, 40, 3], [pleaser.id, 2, 8], [gone.id, 3, 5]] as const) await add('reading', { of, at_ms: ago(days), trust });
    const slip = await add('reading', { of: pleaser.id, at_ms: ago(1), trust: 0 });
    await tab.bin({ id: slip.id });
    await tab.bin({ id: gone.id });
    await add('reading', { of: challenge.id, at_ms: ago(9), charge: 7 });

    const all = await tab.looking({ since_ms: 0 });
    expect(all.parts).toMatchObject([{ id: pleaser.id, row: { subject: 'trust', finding: { code: 'up' } } }]);
    expect(all.challenges).toMatchObject([{ words: 'Too much yes', row: { finding: { code: 'once' } } }]);
    expect(await tab.looking({ challenge: challenge.id, since_ms: 0 })).toMatchObject({ words: 'Too much yes', parts: [{ id: pleaser.id }], challenges: [] });
    expect((await tab.looking({ part: pleaser.id, since_ms: ago(30) })).figures).toMatchObject([{ track: { finding: { code: 'once' } } }]);
  });

  test('asks pages of moments who led', async () => {
    const { id, lv } = await tab.newEntry({ fields: { kind: 'moment', leads: 'self', strength: 3 } });
    await tab.saveEntry({ id, lv, text: 'The phone rang.', parts: [] });

    expect((await tab.looking({ since_ms: 0 })).figures).toMatchObject([{ kind: 'track', track: { subject: 'led', points: [{ value: 10 }] } }]);
  });
});
