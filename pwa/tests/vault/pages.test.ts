import { beforeEach, describe, expect, test } from 'vitest';
import { unb64 } from '../../src/crypto/encoding';
import { dayHere } from '../../src/journal/seal';
import type { EntryFields, EntryQuery } from '../../src/rpc/api';
import { FullError, StoreError } from '../../src/sync/store';
import { PASSPHRASE, Profile, settle, until, type Tab } from './world';

let profile: Profile;
let tab: Tab;

beforeEach(async () => {
  profile = new Profile(20);
  tab = await profile.ready();
});

async function write(text: string, parts: string[] = []): Promise<{ id: string; lv: number }> {
  const { id, lv } = await tab.newEntry({ parts });
  return { id, lv: (await tab.saveEntry({ id, lv, text, parts })).lv };
}

describe('writing a page', () => {
  test('what is saved is there after a kill, sealed', async () => {
    const { id } = await write('SENTINEL harbour\n\nsecond');
    const next = await profile.reopened();
    expect(await next.entry({ id })).toMatchObject({ text: 'SENTINEL harbour\n\nsecond', synced: false, also: [] });
    expect(await profile.everything()).not.toContain('SENTINEL');
  });

  test('a blank page is not stored', async () => {
    const { id, lv } = await tab.newEntry({});
    expect(await tab.saveEntry({ id, lv, text: ' \n', parts: [] })).toEqual({ lv: 0, stored: false });
    expect((await tab.entries({})).total).toBe(0);
    expect(await tab.entry({ id })).toMatchObject({ lv: 0, text: '' });
  });

  test('a page emptied again leaves nothing behind', async () => {
    const { id, lv } = await write('a word');
    await tab.saveEntry({ id, lv, text: '', parts: [] });
    await tab.leaveEntry({ id });
    expect((await tab.entries({})).total).toBe(0);
    await expect(tab.entry({ id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('leaving a page with words keeps it', async () => {
    const { id } = await write('a word');
    await tab.leaveEntry({ id });
    expect((await tab.entry({ id })).text).toBe('a word');
  });

  test('saving what already stands writes nothing', async () => {
    const { id, lv } = await write('a word', ['p']);
    expect(await tab.saveEntry({ id, lv, text: 'a word', parts: ['p'] })).toEqual({ lv, stored: true });
  });

  test('a page keeps the moment it was begun and shows the one it was changed', async () => {
    const { id, made_ms } = await tab.newEntry({});
    await profile.clock.advance(60_000);
    await tab.saveEntry({ id, lv: 0, text: 'late', parts: [] });
    const entry = await tab.entry({ id });
    expect(entry.made_ms).toBe(made_ms);
    expect(entry.edited_ms).toBe(made_ms + 60_000);
  });

  test('a text beyond 128 KiB is refused by its code', async () => {
    const { id } = await tab.newEntry({});
    const call = tab.saveEntry({ id, lv: 0, text: 'é'.repeat(64 * 1024 + 1), parts: [] });
    await expect(call).rejects.toMatchObject({ code: 'too_large' });
  });

  test.each([['full', new FullError('QuotaExceededError')], ['not_stored', new StoreError('UnknownError')]])(
    'storage that fails answers `%s`, and the next save stores',
    async (code, failure) => {
      const { id, lv } = await write('before');
      const commit = profile.store.commit.bind(profile.store);
      profile.store.commit = () => Promise.reject(failure);
      await expect(tab.saveEntry({ id, lv, text: 'after', parts: [] })).rejects.toMatchObject({ code });
      profile.store.commit = commit;
      expect(await tab.saveEntry({ id, lv, text: 'after', parts: [] })).toMatchObject({ stored: true });
      expect((await tab.entry({ id })).text).toBe('after');
    },
  );
});

describe('kinds of pages', () => {
  async function page(fields: Partial<EntryFields>, text: string, who?: string[], parts: string[] = []): Promise<string> {
    const { id, lv } = await tab.newEntry({ fields });
    await tab.saveEntry({ id, lv, text, parts, ...(who && { who }) });
    return id;
  }
  const ids = async (query: EntryQuery): Promise<string[]> => (await tab.entries(query)).rows.map((row) => row.id);

  test('a new page begins with what it was opened for, and its first save stores that', async () => {
    const made = await tab.newEntry({ parts: ['p'], fields: { kind: 'letter', to: 'p', challenge: 'c', session: 's' } });
    expect(made).toMatchObject({ kind: 'letter', to: 'p', challenge: 'c', session: 's', star: false, who: [] });
    await tab.saveEntry({ id: made.id, lv: 0, text: 'Dear you', parts: ['p'] });
    expect(await tab.entry({ id: made.id })).toMatchObject({ kind: 'letter', to: 'p', challenge: 'c', session: 's' });
  });

  test('turned into another kind it keeps every word, speaker and stroke', async () => {
    const id = await page({ kind: 'dialogue', k: { aaaaaaaaaa: { d: 'x' } }, noticed: ['urge'] }, 'Hello\nBusy', ['self', 'p']);
    for (const kind of ['free', 'letter', 'session', 'drawing', 'dialogue'] as const) {
      const { lv, text, parts } = await tab.entry({ id });
      await tab.saveEntry({ id, lv, text, parts, fields: { kind } });
      expect(await tab.entry({ id })).toMatchObject({
        kind, text: 'Hello\nBusy', who: ['self', 'p'], k: { aaaaaaaaaa: { d: 'x' } }, noticed: ['urge'],
      });
    }
  });

  test('speakers stay with their lines when the text is edited as a whole', async () => {
    const id = await page({ kind: 'dialogue' }, 'Hello\nBusy\nAnd now?', ['self', 'p', 'self']);
    const { lv } = await tab.entry({ id });
    await tab.saveEntry({ id, lv, text: 'New\nHello\nBusy, always\nAnd now?', parts: [] });
    expect((await tab.entry({ id })).who).toEqual(['', 'self', 'p', 'self']);
  });

  test('are found by kind, by what they are kept for and by what they are about', async () => {
    const free = await page({}, 'a page');
    const talk = await page({ kind: 'dialogue', star: true, challenge: 'c' }, 'a talk');
    const letter = await page({ kind: 'letter', challenge: 'c' }, 'a letter');
    expect(await ids({ kinds: ['dialogue'] })).toEqual([talk]);
    expect((await ids({ kinds: ['dialogue', 'free'] })).sort()).toEqual([free, talk].sort());
    expect(await ids({ star: true })).toEqual([talk]);
    expect((await ids({ challenge: 'c' })).sort()).toEqual([talk, letter].sort());
    expect((await tab.entries({ kinds: ['dialogue'] })).rows[0]).toMatchObject({ kind: 'dialogue', star: true, sealed: false, seal_day: null });
  });

  test('a drawing without words is stored, one that was cleared again leaves nothing', async () => {
    const id = await page({ kind: 'drawing', k: { aaaaaaaaaa: { d: 'x' } } }, '');
    const { lv } = await tab.entry({ id });
    expect(lv).toBe(1);
    await tab.saveEntry({ id, lv, text: '', parts: [], fields: { k: {} } });
    await tab.leaveEntry({ id });
    expect((await tab.entries({})).total).toBe(0);
  });
});

describe('a sealed page', () => {
  const today = (): number => dayHere(profile.clock.now_ms);
  async function sealed(text: string, seal_day: number | null): Promise<string> {
    const { id, lv } = await write(text);
    await tab.saveEntry({ id, lv, text, parts: [], fields: { sealed_ms: profile.clock.now_ms, seal_day } });
    return id;
  }

  test('stands in the journal without a word of it, and search says that it passed it by', async () => {
    const id = await sealed('the harbour', today() + 7);
    const open = await write('a harbour too');
    expect((await tab.entries({})).rows.find((row) => row.id === id)).toMatchObject({ sealed: true, seal_day: today() + 7, preview: '', hits: [] });
    const found = await tab.entries({ text: 'harbour' });
    expect(found.rows.map((row) => row.id)).toEqual([open.id]);
    expect(found.unsearched).toBe(1);
    expect((await tab.entries({})).unsearched).toBe(0);
  });

  test('opens by itself on its day, without being written to', async () => {
    const id = await sealed('the harbour', today() + 2);
    const { lv } = await tab.entry({ id });
    await profile.clock.advance(2 * 86_400_000);
    const again = await profile.reopened();
    expect((await again.entries({ text: 'harbour' })).rows).toMatchObject([{ id, sealed: false }]);
    expect((await again.entry({ id })).lv).toBe(lv);
  });

  test('opens when it is asked for', async () => {
    const id = await sealed('the harbour', null);
    const { lv, text } = await tab.entry({ id });
    await tab.saveEntry({ id, lv, text, parts: [], fields: { sealed_ms: null, seal_day: null } });
    expect((await tab.entries({ text: 'harbour' })).rows).toMatchObject([{ id, sealed: false, preview: 'the harbour' }]);
  });
});

describe('two tabs on one page', () => {
  test('different paragraphs of a stale tab are merged, nothing is noted', async () => {
    const { id, lv } = await write('one\ntwo\nthree');
    const other = await profile.reopened();
    const theirs = await other.entry({ id });
    await other.saveEntry({ id, lv: theirs.lv, text: 'ONE\ntwo\nthree', parts: [] });
    const saved = await tab.saveEntry({ id, lv, text: 'one\ntwo\nTHREE', parts: [] });
    expect(saved.merged).toMatchObject({ text: 'ONE\ntwo\nTHREE', who: ['', '', ''], parts: [], also: [], fields: { kind: 'free' } });
    expect(await tab.saveEntry({ id, lv: saved.lv, text: 'ONE\ntwo\nTHREE!', parts: [] })).toEqual({ lv: saved.lv + 1, stored: true });
  });

  test('the same paragraph changed in both keeps both, one as "also written"', async () => {
    const { id, lv } = await write('It thinks a no costs us');
    const other = await profile.reopened();
    await other.entry({ id });
    await other.saveEntry({ id, lv, text: 'It thinks a no costs us the friendship', parts: [] });
    const { merged } = await tab.saveEntry({ id, lv, text: 'It thinks a no costs us a Friday', parts: [] });
    const texts = [merged!.text, ...merged!.also.map(({ text }) => text)].sort();
    expect(texts).toEqual(['It thinks a no costs us a Friday', 'It thinks a no costs us the friendship']);
    expect((await tab.entries({ also: true })).rows).toMatchObject([{ id, also: 1 }]);
  });

  test('a save made from a version nobody knows any more drops nothing that stands', async () => {
    const { id } = await write('one\ntwo');
    const fresh = await profile.reopened();
    const { merged } = await fresh.saveEntry({ id, lv: 77, text: 'one\nthree', parts: [] });
    const all = [merged!.text, ...merged!.also.map(({ text }) => text)].join('\n');
    for (const word of ['one', 'two', 'three']) expect(all).toContain(word);
  });

  test('the other tab hears what changed and shows it', async () => {
    const other = await profile.reopened();
    const { id } = await write('written here');
    await settle();
    expect(other.events).toContainEqual({ event: 'changed', ids: [id], what: ['entry'] });
    expect((await other.entries({})).rows).toMatchObject([{ id, preview: 'written here' }]);
  });
});

describe('also written', () => {
  async function conflict(): Promise<{ id: string; path: string; key: string; text: string; present: string }> {
    const { id, lv } = await write('base\nend');
    const other = await profile.reopened();
    await other.entry({ id });
    await other.saveEntry({ id, lv, text: 'base theirs\nend', parts: [] });
    await tab.saveEntry({ id, lv, text: 'base mine\nend', parts: [] });
    const [also] = (await tab.entry({ id })).also;
    return { id, ...also! };
  }

  test('it can stay away', async () => {
    const { id, path, key, present } = await conflict();
    await tab.resolveAlso({ id, path, key, choice: 'present' });
    expect(await tab.entry({ id })).toMatchObject({ text: `${present}\nend`, also: [] });
  });

  test('it can take the place of what stands', async () => {
    const { id, path, key, text } = await conflict();
    await tab.resolveAlso({ id, path, key, choice: 'also' });
    expect(await tab.entry({ id })).toMatchObject({ text: `${text}\nend`, also: [] });
  });

  test('both can stand, one after the other', async () => {
    const { id, path, key, text, present } = await conflict();
    await tab.resolveAlso({ id, path, key, choice: 'both' });
    expect(await tab.entry({ id })).toMatchObject({ text: `${present}\n${text}\nend`, also: [] });
  });

  test('a variant decided elsewhere needs no decision', async () => {
    const { id } = await conflict();
    await tab.resolveAlso({ id, path: 'f.b.aaaaaaaaaa.t', key: 'AAAAAAAA', choice: 'both' });
    expect((await tab.entry({ id })).also).toHaveLength(1);
  });
});

describe('the list', () => {
  test('newest first, page after page, with the total', async () => {
    for (let i = 0; i < 5; i++) {
      await profile.clock.advance(1000);
      await write(`page ${i}`);
    }
    const first = await tab.entries({ limit: 2 });
    expect(first).toMatchObject({ total: 5, complete: true });
    expect(first.rows.map(({ preview }) => preview)).toEqual(['page 4', 'page 3']);
    const { made_ms, id } = first.rows[1]!;
    const second = await tab.entries({ limit: 10, after: { made_ms, id } });
    expect(second.rows.map(({ preview }) => preview)).toEqual(['page 2', 'page 1', 'page 0']);
  });

  test('all words must occur, and their places are told', async () => {
    await write('A Quiet morning at the café');
    await write('quiet only');
    const { rows, total } = await tab.entries({ text: 'cafe QUIET' });
    expect(total).toBe(1);
    expect(rows[0]!.hits.map(([at, length]) => rows[0]!.preview.slice(at, at + length))).toEqual(['Quiet', 'café']);
  });

  test('by part, by time and by bin', async () => {
    const part = await tab.saveNote({ type: 'part', id: null, lv: 0, fields: { name: 'The Pleaser' } });
    const { id } = await write('with it', [part.id]);
    await profile.clock.advance(1000);
    const later = await write('without');
    expect((await tab.entries({ parts: [part.id] })).rows.map((row) => row.id)).toEqual([id]);
    expect((await tab.entries({ from_ms: profile.clock.now_ms })).rows.map((row) => row.id)).toEqual([later.id]);
    await tab.bin({ id });
    expect((await tab.entries({ binned: true })).rows.map((row) => row.id)).toEqual([id]);
    expect((await tab.parts()).find(({ id }) => id === part.id)).toMatchObject({ entries: 0, lastEntry_ms: null });
    await tab.restore({ id });
    expect((await tab.parts()).find(({ id }) => id === part.id)).toMatchObject({ entries: 1 });
  });

  test('by a part are those of one that turned out to be it, too', async () => {
    const [pleaser, smiler] = await Promise.all(['The Pleaser', 'The Smiler'].map((name) => tab.saveNote({ type: 'part', id: null, lv: 0, fields: { name } })));
    const { id } = await write('with both', [pleaser!.id, smiler!.id]);
    const other = await write('with one', [smiler!.id]);
    await write('with the other', [pleaser!.id]);
    await tab.saveNote({ type: 'part', id: smiler!.id, lv: smiler!.lv, fields: { mergedInto: pleaser!.id } });
    expect((await tab.entries({ parts: [pleaser!.id] })).total).toBe(3);
    expect((await tab.entries({ parts: [smiler!.id] })).rows.map((row) => row.id).sort()).toEqual([id, other.id].sort());
    expect((await tab.parts()).map(({ entries }) => entries)).toEqual([3, 2]);
  });

  test('after unlock the newest are there at once, the rest follows', async () => {
    for (let i = 0; i < 260; i++) {
      await profile.clock.advance(1000);
      await write(`page ${i}`);
    }
    const next = profile.open();
    await next.unlock({ secret: PASSPHRASE, kind: 'passphrase' });
    const first = await next.entries({ limit: 50 });
    expect(first.complete).toBe(false);
    expect(first.rows.map(({ preview }) => preview)).toEqual(Array.from({ length: 50 }, (_, i) => `page ${259 - i}`));
    await until(async () => (await next.entries({})).complete);
    expect((await next.entries({ limit: 1 })).total).toBe(260);
    const opening = next.events.filter(({ event }) => event === 'opening');
    expect(opening.length).toBeGreaterThan(1);
    expect(opening.at(-1)).toMatchObject({ done: 264, total: 264 });
    expect(next.events).toContainEqual({ event: 'changed', ids: [], what: ['entry'] });
  });

  test('a page begun right after unlock is listed, though its first save was blank', async () => {
    await write('older');
    const next = profile.open();
    await next.unlock({ secret: PASSPHRASE, kind: 'passphrase' });
    const { id } = await next.newEntry({});
    await next.saveEntry({ id, lv: 0, text: ' ', parts: [] });
    await next.saveEntry({ id, lv: 0, text: 'begun', parts: [] });
    await until(async () => (await next.entries({})).complete);
    expect((await next.entries({ text: 'begun' })).total).toBe(1);
  });

  test('what is deleted while the rest is still being opened does not come back', async () => {
    const { id } = await write('goes away');
    const next = profile.open();
    await next.unlock({ secret: PASSPHRASE, kind: 'passphrase' });
    await next.deleteEntry({ id });
    await until(async () => (await next.entries({})).complete);
    expect((await next.entries({})).total).toBe(0);
  });
});

describe('the bin', () => {
  test('after 30 days what is in it is deleted at the next unlock, not before', async () => {
    const { id } = await write('old');
    const kept = await write('kept');
    await tab.bin({ id });
    await profile.clock.advance(29 * 86_400_000);
    expect((await (await profile.reopened()).entries({ binned: true })).total).toBe(1);
    await profile.clock.advance(2 * 86_400_000);
    const next = await profile.reopened();
    await until(async () => (await next.entries({ binned: true })).total === 0);
    expect((await next.entries({})).rows.map((row) => row.id)).toEqual([kept.id]);
  });
});

describe('the place to come back to', () => {
  test('it is sealed, survives a kill, and can be taken back', async () => {
    await tab.setPlace({ place: { path: '/write/SENTINEL', cursor: 12, scroll: 3.7 } });
    const next = await profile.reopened();
    expect(await next.place()).toEqual({ path: '/write/SENTINEL', cursor: 12, scroll: 3 });
    expect(await profile.everything()).not.toContain('SENTINEL');
    await next.setPlace({ place: null });
    expect(await next.place()).toBeNull();
  });
});

describe('a page whose bytes are damaged', () => {
  test('is counted, also without a server, and stays as it is', async () => {
    const { id } = await write('soon unreadable');
    const [found] = await profile.store.objects([unb64(id, 16)]);
    const local = new Uint8Array(found!.local.with(200, found!.local[200]! ^ 1));
    await profile.store.commit({ objects: [{ ...found!, local, rev: found!.rev + 1 }] });

    tab = await profile.reopened();
    const unreadable = { state: 'unreadable', count: 1 };
    expect(tab.events).toContainEqual({ event: 'sync', state: unreadable });
    expect(await tab.status()).toMatchObject({ sync: unreadable });
    expect((await tab.entries({})).total).toBe(0);
    await expect(tab.entry({ id })).rejects.toMatchObject({ code: 'damaged' });
    await expect(tab.saveEntry({ id, lv: 1, text: 'over it', parts: [] })).rejects.toMatchObject({ code: 'damaged' });
    const [after] = await profile.store.objects([unb64(id, 16)]);
    expect(after!.local).toEqual(local);
  });
});
