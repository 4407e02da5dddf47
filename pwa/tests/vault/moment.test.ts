import { beforeEach, describe, expect, test } from 'vitest';
import type { EntryFields } from '../../src/rpc/api';
import { Profile, type Tab } from './world';

let profile: Profile;
let tab: Tab;

beforeEach(async () => {
  profile = new Profile(21);
  tab = await profile.ready();
});

async function moment(fields: Partial<EntryFields>, parts: string[] = []): Promise<{ id: string; stored: boolean }> {
  const { id, lv } = await tab.newEntry({ fields: { kind: 'moment' } });
  const { stored } = await tab.saveEntry({ id, lv, text: '', parts, fields: { kind: 'moment', ...fields } });
  await tab.leaveEntry({ id });
  return { id, stored };
}

describe('a moment without words', () => {
  test.each([
    ['what was noticed', { noticed: ['urge'] }, []],
    ['how strong it was', { strength: 0 }, []],
    ['that nobody can tell how strong', { strength: 'cant_tell' }, []],
    ['that it was somebody', { someone: true }, []],
    ['who led', { leads: 'self' }, []],
    ['what it belongs to', { challenge: 'c' }, []],
    ['whose it was', {}, ['p']],
  ] as [string, Partial<EntryFields>, string[]][])('is kept when it says %s', async (_what, fields, parts) => {
    const { id, stored } = await moment(fields, parts);
    expect(stored).toBe(true);
    expect(await (await profile.reopened()).entry({ id })).toMatchObject({ kind: 'moment', ...fields, parts });
  });

  test('that says nothing leaves nothing', async () => {
    expect((await moment({})).stored).toBe(false);
    expect((await tab.entries({})).total).toBe(0);
  });
});

test('a moment that becomes a page keeps everything, and gives it back', async () => {
  const { id } = await moment({ strength: 7, leads: 'mixed' }, ['p']);
  const { lv } = await tab.entry({ id });
  await tab.saveEntry({ id, lv, text: 'More of it.', parts: ['p'], fields: { kind: 'free' } });
  expect(await tab.entry({ id })).toMatchObject({ kind: 'free', text: 'More of it.', strength: 7, leads: 'mixed' });
});
