import { beforeEach, describe, expect, it, vi } from 'vitest';
import { linesOf } from '../../../src/journal/entry';
import type { Entry, EntryFields, Saved, SaveEntry } from '../../../src/rpc/api';

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
    vault.stored = { ...vault.stored!, ...input.fields, text: input.text, who: input.who!, parts: input.parts, lv: input.lv + 1 };
    return { lv: input.lv + 1, stored: true };
  },
}));
const { OpenPage } = await import('../../../src/screens/write/open-page.svelte');

const FIELDS: EntryFields = {
  kind: 'free', k: {}, to: '', star: false, sealed_ms: null, seal_day: null, noticed: [], strength: null, someone: false, leads: null,
  challenge: '', session: '',
};
const entry = ({ text = '', ...fields }: Partial<Entry> = {}): Entry => ({
  id: 'e', lv: 0, text, who: linesOf(text).map(() => ''), parts: [], made_ms: 0, edited_ms: 0, binned: false, readonly: false,
  synced: false, also: [], ...FIELDS, ...fields,
});
async function opened(fields: Partial<Entry>): Promise<InstanceType<typeof OpenPage>> {
  vault.stored = entry(fields);
  const page = new OpenPage(async () => vault.stored!);
  await page.opened();
  return page;
}

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
    expect(vault.saves).toEqual([{ id: 'e', lv: 0, text: 'early', who: [''], parts: [], fields: FIELDS }]);
    expect(page.saving).toEqual({ at: 'kept' });
  });

  it('puts what was typed too early below what stood on the page', async () => {
    let arrive = (_entry: Entry): void => undefined;
    const page = new OpenPage(() => new Promise((resolve) => { arrive = resolve; }));
    page.type('early');
    arrive(entry({ lv: 3, text: 'one\ntwo', who: ['', 'p'] }));
    await page.opened();
    await page.flush();
    expect(vault.saves).toMatchObject([{ lv: 3, text: 'one\ntwo\nearly', who: ['', 'p', ''] }]);
  });

  it('keeps who was chosen before the vault had answered', async () => {
    let arrive = (_entry: Entry): void => undefined;
    const page = new OpenPage(() => new Promise((resolve) => { arrive = resolve; }));
    page.toggle('p');
    arrive(entry({ parts: ['q'] }));
    await page.opened();
    await page.flush();
    expect(vault.saves).toMatchObject([{ parts: ['q', 'p'] }]);
  });

  it('shows what another device wrote under what was typed since', async () => {
    const page = await opened({ lv: 3, text: 'one\ntwo' });
    vault.answer = { lv: 9, stored: true, merged: { text: 'zero\none\ntwo.', who: ['', '', ''], parts: ['p'], fields: FIELDS, also: [] } };
    page.type('one\ntwo.');
    const saved = page.flush();
    page.type('one\ntwo. And');
    await saved;
    expect(page.text).toBe('zero\none\ntwo. And');
    expect(page.parts).toEqual(['p']);
  });

  it('takes over a change from elsewhere only while nothing is typed here', async () => {
    const page = await opened({ lv: 1, text: 'mine' });
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
    const page = await opened({ lv: 1, text: 'still here' });
    vault.refuse = 'not_found';
    await page.look();
    expect(page.gone).toBe(true);
    expect(page.text).toBe('still here');
  });

  it('leaves an entry alone while its words are not stored yet', async () => {
    const page = await opened({ lv: 1, text: 'a' });
    vault.refuse = 'locked';
    page.type('ab');
    await page.leave();
    expect(vault.left).toBe(0);
    expect(page.saving).toEqual({ at: 'stuck', code: 'locked' });
  });

  it('reports an action that did not work and changes nothing', async () => {
    const page = await opened({ lv: 1, text: 'a' });
    vault.refuse = 'unexpected';
    expect(await page.bin()).toBe(false);
    expect(page.trouble).toMatchObject({ code: 'unexpected' });
  });

  it('sends only what was set since, once the page is stored', async () => {
    const page = await opened({ lv: 1, text: 'a' });
    page.change({ star: true });
    await page.flush();
    page.type('ab');
    await page.flush();
    expect(vault.saves.map((save) => save.fields)).toEqual([{ star: true }, {}]);
  });

  it('brings strokes of two devices together one by one', async () => {
    const page = await opened({ lv: 1, k: { old: 1, off: 1 } });
    vault.answer = { lv: 5, stored: true, merged: { text: '', who: [], parts: [], also: [], fields: { ...FIELDS, k: { old: 1, off: 1, mine: 1, theirs: 1 }, star: true } } };
    page.change({ k: { old: 1, off: 1, mine: 1 } });
    const saved = page.flush();
    page.change({ k: { old: 1, mine: 1, more: 1 } });
    await saved;
    expect(page.fields.k).toEqual({ old: 1, mine: 1, theirs: 1, more: 1 });
    expect(page.fields.star).toBe(true);
  });

  it('takes a part that speaks into the page', async () => {
    const page = await opened({ lv: 1, text: 'a', parts: ['q'] });
    page.say([{ text: 'a', who: 'self' }, { text: 'b', who: 'p' }, { text: '', who: 'unsure' }]);
    expect([page.text, page.who, page.parts]).toEqual(['a\nb\n', ['self', 'p', 'unsure'], ['q', 'p']]);
  });

  it('keeps speakers with their lines while the text is edited as a whole, and through a merge', async () => {
    const page = await opened({ lv: 3, text: 'one\ntwo', who: ['self', 'p'] });
    vault.answer = { lv: 9, stored: true, merged: { text: 'zero\none\ntwo', who: ['q', 'unsure', 'p'], parts: [], fields: FIELDS, also: [] } };
    page.type('one\ntwo');
    const saved = page.flush();
    page.say([{ text: 'one', who: 'self' }, { text: 'two', who: 'self' }, { text: 'three', who: 'p' }]);
    await saved;
    expect(page.text).toBe('zero\none\ntwo\nthree');
    expect(page.who).toEqual(['q', 'unsure', 'self', 'p']);
  });
});
