import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry, Saved, SaveEntry } from '../../../src/rpc/api';

const vault = vi.hoisted(() => ({ stored: null as Entry | null, saves: [] as SaveEntry[], left: 0, answer: null as Saved | null, refuse: '' }));
vi.mock('../../../src/app/vault.svelte', () => ({
  onChanged: () => () => undefined,
  call: async (method: string, input: SaveEntry) => {
    if (vault.refuse) throw Object.assign(new Error(vault.refuse), { code: vault.refuse });
    if (method === 'entry') return structuredClone(vault.stored);
    if (method === 'leaveEntry') vault.left += 1;
    if (method !== 'saveEntry') return undefined;
    vault.saves.push(input);
    if (vault.answer) return vault.answer;
    vault.stored = { ...vault.stored!, text: input.text, parts: input.parts, lv: input.lv + 1 };
    return { lv: input.lv + 1, stored: true };
  },
}));
const { OpenPage } = await import('../../../src/screens/write/open-page.svelte');

const entry = (fields: Partial<Entry> = {}): Entry => (
  { id: 'e', lv: 0, text: '', parts: [], made_ms: 0, edited_ms: 0, binned: false, readonly: false, synced: false, also: [], ...fields }
);

beforeEach(() => {
  Object.assign(vault, { stored: entry(), saves: [], left: 0, answer: null, refuse: '' });
});

describe('OpenPage', () => {
  it('keeps what was typed before the vault had answered', async () => {
    let arrive = (_entry: Entry): void => undefined;
    const page = new OpenPage(() => new Promise((resolve) => { arrive = resolve; }));
    page.type('early');
    arrive(entry());
    await page.opened();
    await page.flush();
    expect(vault.saves).toEqual([{ id: 'e', lv: 0, text: 'early', parts: [] }]);
    expect(page.saving).toEqual({ at: 'kept' });
  });

  it('shows what another device wrote under what was typed since', async () => {
    vault.stored = entry({ lv: 3, text: 'one\ntwo' });
    const page = new OpenPage(async () => vault.stored!);
    await page.opened();
    vault.answer = { lv: 9, stored: true, merged: { text: 'zero\none\ntwo.', parts: ['p'], also: [] } };
    page.type('one\ntwo.');
    const saved = page.flush();
    page.type('one\ntwo. And');
    await saved;
    expect(page.text).toBe('zero\none\ntwo. And');
    expect(page.parts).toEqual(['p']);
  });

  it('takes over a change from elsewhere only while nothing is typed here', async () => {
    vault.stored = entry({ lv: 1, text: 'mine' });
    const page = new OpenPage(async () => vault.stored!);
    await page.opened();
    vault.stored = entry({ lv: 2, text: 'theirs', synced: true });
    page.type('mine, typed on');
    await page.look();
    expect(page.text).toBe('mine, typed on');
    await page.flush();
    vault.stored = entry({ lv: 7, text: 'theirs', synced: true });
    await page.look();
    expect(page.text).toBe('theirs');
    expect(page.saving).toEqual({ at: 'synced' });
  });

  it('says when the page was deleted elsewhere, and leaves the words on screen', async () => {
    vault.stored = entry({ lv: 1, text: 'still here' });
    const page = new OpenPage(async () => vault.stored!);
    await page.opened();
    vault.refuse = 'not_found';
    await page.look();
    expect(page.gone).toBe(true);
    expect(page.text).toBe('still here');
  });

  it('leaves an entry alone while its words are not stored yet', async () => {
    vault.stored = entry({ lv: 1, text: 'a' });
    const page = new OpenPage(async () => vault.stored!);
    await page.opened();
    vault.refuse = 'locked';
    page.type('ab');
    await page.leave();
    expect(vault.left).toBe(0);
    expect(page.saving).toEqual({ at: 'stuck', code: 'locked' });
  });

  it('reports an action that did not work and changes nothing', async () => {
    vault.stored = entry({ lv: 1, text: 'a' });
    const page = new OpenPage(async () => vault.stored!);
    await page.opened();
    vault.refuse = 'unexpected';
    expect(await page.bin()).toBe(false);
    expect(page.trouble).toMatchObject({ code: 'unexpected' });
  });
});
