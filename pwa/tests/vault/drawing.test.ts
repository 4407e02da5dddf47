import { beforeEach, describe, expect, test } from 'vitest';
import { EVEN, strokeValue, WIDTHS } from '../../src/journal/strokes';
import { Profile, type Tab } from './world';

const stroke = (x: number): ReturnType<typeof strokeValue> =>
  strokeValue([{ x, y: 1, z: EVEN }, { x: 500, y: 900, z: EVEN }], { colour: 1, width: WIDTHS.fine }, x);

let profile: Profile;
let tab: Tab;
let id: string;
let lv: number;

beforeEach(async () => {
  profile = new Profile(22);
  tab = await profile.ready();
  ({ id } = await tab.newEntry({ fields: { kind: 'drawing' } }));
  ({ lv } = await tab.saveEntry({ id, lv: 0, text: '', parts: [], fields: { kind: 'drawing', k: { a: stroke(1) } } }));
});

describe('a drawing', () => {
  test('without words is kept, and is there after a kill', async () => {
    await tab.leaveEntry({ id });
    const next = await profile.reopened();
    expect(await next.strokes({ id })).toEqual({ a: stroke(1) });
    expect(await next.entry({ id })).toMatchObject({ kind: 'drawing', k: { a: stroke(1) } });
  });

  test('of which everything was taken away leaves nothing behind', async () => {
    await tab.saveEntry({ id, lv, text: '', parts: [], fields: { k: {} } });
    await tab.leaveEntry({ id });
    await expect(tab.strokes({ id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that two tabs drew on has the strokes of both, and not the one that was erased', async () => {
    const mine = await tab.saveEntry({ id, lv, text: '', parts: [], fields: { k: { a: stroke(1), b: stroke(2) } } });
    const theirs = await tab.saveEntry({ id, lv, text: '', parts: [], fields: { k: { c: stroke(3) } } });
    expect(mine.merged).toBeUndefined();
    expect(theirs.merged?.fields.k).toEqual({ b: stroke(2), c: stroke(3) });
    expect((await tab.entry({ id })).also).toEqual([]);
  });

  test('is turned into a page and back without losing a stroke', async () => {
    const free = await tab.saveEntry({ id, lv, text: 'What it shows.', parts: [], fields: { kind: 'free' } });
    await tab.saveEntry({ id, lv: free.lv, text: 'What it shows.', parts: [], fields: { kind: 'drawing' } });
    expect(await tab.strokes({ id })).toEqual({ a: stroke(1) });
  });
});
