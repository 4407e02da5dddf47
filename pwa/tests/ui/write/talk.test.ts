import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry, Saved, SaveEntry } from '../../../src/rpc/api';

const vault = vi.hoisted(() => ({ saves: [] as SaveEntry[], answer: null as Saved | null }));
vi.mock('../../../src/app/vault.svelte', () => ({
  onChanged: () => () => undefined,
  call: async (method: string, input: SaveEntry) => {
    if (method !== 'saveEntry') return undefined;
    vault.saves.push(input);
    return vault.answer ?? { lv: input.lv + 1, stored: true };
  },
}));
const { OpenPage } = await import('../../../src/screens/write/open-page.svelte');
const { Talk } = await import('../../../src/screens/write/talk.svelte');

async function talk(text = '', who: string[] = []): Promise<{ page: InstanceType<typeof OpenPage>; talk: InstanceType<typeof Talk> }> {
  const page = new OpenPage(async () => ({ id: 'e', lv: 1, text, who, parts: [], made_ms: 0, also: [], kind: 'dialogue' }) as unknown as Entry);
  await page.opened();
  return { page, talk: new Talk(page) };
}
const said = (page: InstanceType<typeof OpenPage>): string[] => page.text.split('\n').map((line, j) => `${page.who[j]}: ${line}`);

beforeEach(() => { Object.assign(vault, { saves: [], answer: null }); });

describe('Talk', () => {
  it('stores a line while it is still being written, and shows it in the composer only', async () => {
    const { page, talk: one } = await talk('Hello', ['self']);
    one.speak('p');
    one.type('Bus');
    one.type('Busy');
    expect(said(page)).toEqual(['self: Hello', 'p: Busy']);
    expect(one.turns.map(({ text }) => text)).toEqual(['Hello']);
    one.finish();
    expect(one.turns.map(({ text }) => text)).toEqual(['Hello', 'Busy']);
    expect([one.said, one.who, page.parts]).toEqual(['', 'p', ['p']]);
  });

  it('gives the words in the composer to whoever is chosen while they stand there', async () => {
    const { page, talk: one } = await talk();
    one.type('Who is this?\n\nAnyone');
    one.speak('unsure');
    one.finish();
    expect(said(page)).toEqual(['unsure: Who is this?', 'unsure: ', 'unsure: Anyone']);
    one.speak('self');
    expect(page.who).toEqual(['unsure', 'unsure', 'unsure']);
  });

  it('leaves no blank line behind', async () => {
    const { page, talk: one } = await talk('Hello', ['self']);
    one.type('  \n');
    expect(one.finish()).toBeNull();
    expect(said(page)).toEqual(['self: Hello']);
  });

  it('changes the words and the speaker of an earlier turn, and then goes on with whoever spoke', async () => {
    const { page, talk: one } = await talk('Hello\nBusy', ['self', '']);
    one.speak('unsure');
    one.change(one.turns[1]!);
    expect([one.said, one.who, one.changing]).toEqual(['Busy', '', true]);
    one.speak('p');
    one.type('Busy, always');
    one.finish();
    expect(said(page)).toEqual(['self: Hello', 'p: Busy, always']);
    expect([one.who, one.changing]).toEqual(['unsure', false]);
  });

  it('keeps what stood in the composer when an earlier turn is taken up', async () => {
    const { page, talk: one } = await talk('Hello', ['self']);
    one.type('half a line ');
    one.change(one.turns[0]!);
    one.type('Hello you');
    one.finish();
    expect(said(page)).toEqual(['self: Hello you', 'self: half a line']);
  });

  it('moves a turn among its neighbours', async () => {
    const { page, talk: one } = await talk('a\nb\nb2\nc', ['self', 'p', 'p', 'self']);
    one.change(one.turns[2]!);
    expect(one.move(-1)).toBe(true);
    expect(said(page)).toEqual(['self: a', 'self: c', 'p: b', 'p: b2']);
    expect(one.move(1)).toBe(true);
    expect(one.move(1)).toBe(false);
    expect(said(page)).toEqual(['self: a', 'p: b', 'p: b2', 'self: c']);
  });

  it('takes a turn out and puts it back where it stood', async () => {
    const { page, talk: one } = await talk('a\nb\nc', ['self', 'p', 'self']);
    one.change(one.turns[1]!);
    const back = one.remove();
    expect(said(page)).toEqual(['self: a', 'self: c']);
    back();
    expect(said(page)).toEqual(['self: a', 'p: b', 'self: c']);
  });

  it('takes an emptied turn as taken out, and can put it back', async () => {
    const { page, talk: one } = await talk('a\nb', ['self', 'p']);
    one.change(one.turns[1]!);
    one.type('');
    one.finish()!();
    expect(said(page)).toEqual(['self: a', 'p: b']);
  });

  it('finds its line again when a merge moved it', async () => {
    const { page, talk: one } = await talk('Hello', ['self']);
    const { text: _text, who: _who, ...fields } = page.fields as typeof page.fields & { text?: string; who?: string[] };
    one.speak('p');
    one.type('mine');
    vault.answer = { lv: 9, stored: true, merged: { text: 'zero\nHello\nmine\ntheirs', who: ['q', 'self', 'p', 'q'], parts: ['p', 'q'], fields, also: [] } };
    await page.flush();
    vault.answer = null;
    expect(one.said).toBe('mine');
    one.type('mine, more');
    one.finish();
    expect(said(page)).toEqual(['q: zero', 'self: Hello', 'p: mine, more', 'q: theirs']);
    one.type('next');
    expect(said(page).at(-1)).toBe('p: next');
  });
});
