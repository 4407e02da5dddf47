import { beforeEach, describe, expect, test } from 'vitest';
import { Clock, PASSPHRASE, Profile, settle, until, type Tab } from './world';
import { FakeServer } from './server';

let server: FakeServer;
let clock: Clock;
let phone: Profile;
let tab: Tab;

beforeEach(async () => {
  server = new FakeServer();
  clock = new Clock();
  phone = new Profile(40, clock);
  phone.fetcher = server.fetch;
  tab = await phone.ready();
});

async function write(on: Tab, text: string): Promise<string> {
  const { id } = await on.newEntry({});
  await on.saveEntry({ id, lv: 0, text, parts: [] });
  return id;
}

async function connected(): Promise<void> {
  await tab.connect({ login: 'Mara', passphrase: PASSPHRASE });
  await arrived(tab);
}

/** Lets the rounds that are due run until the server has everything. */
async function arrived(on: Tab): Promise<void> {
  await until(async () => {
    await clock.advance(0);
    return (await on.status()).sync.state === 'up_to_date';
  });
}

/** A second device that joined the vault. */
async function joined(secret = PASSPHRASE, kind: 'passphrase' | 'recovery' = 'passphrase'): Promise<{ laptop: Profile; there: Tab }> {
  const laptop = new Profile(41, clock);
  laptop.fetcher = server.fetch;
  const there = laptop.open();
  await there.join({ login: 'mara', secret, kind });
  await there.adoptJoin();
  await arrived(there);
  return { laptop, there };
}

describe('connecting a vault that was local', () => {
  test('sends everything written so far, sealed, and says so', async () => {
    const id = await write(tab, 'SENTINEL weeks offline');
    await connected();
    expect(await tab.status()).toMatchObject({ login: 'mara', origin: 'http://localhost:8000' });
    expect((await tab.entry({ id })).synced).toBe(true);
    expect(tab.events).toContainEqual(expect.objectContaining({ event: 'changed', ids: expect.arrayContaining([id]) as string[] }));
    expect(server.everything()).not.toContain('SENTINEL');
    expect(await tab.compareDigits()).toMatch(/^[0-9]{12}$/);
  });

  test('the passphrase opens the app afterwards as before', async () => {
    await connected();
    const next = phone.open();
    expect(await next.status()).toMatchObject({ phase: 'locked', login: 'mara' });
    expect(await next.unlock({ secret: PASSPHRASE, kind: 'passphrase' })).toMatchObject({ phase: 'open', login: 'mara' });
  });

  test('a wrong passphrase or a bad name changes nothing', async () => {
    await expect(tab.connect({ login: 'mara', passphrase: 'wrong' })).rejects.toMatchObject({ code: 'wrong_secret' });
    await expect(tab.connect({ login: 'm!', passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'bad_login' });
    expect(server.accounts.size).toBe(0);
    expect((await tab.status()).sync).toEqual({ state: 'local' });
  });

  test('a name somebody else has is taken', async () => {
    await connected();
    const other = new Profile(42, clock);
    other.fetcher = server.fetch;
    const there = await other.ready();
    await expect(there.connect({ login: 'mara', passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'login_taken' });
    expect((await there.status()).login).toBeNull();
  });

  test('a lost reply is made good by trying again, with the same log', async () => {
    server.loses = { path: '/v1/accounts', replies: 1 };
    await expect(tab.connect({ login: 'mara', passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'offline' });
    await connected();
    expect(server.accounts.size).toBe(1);
  });

  test('without a network it says so and everything goes on', async () => {
    server.isGone = true;
    await expect(tab.connect({ login: 'mara', passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'offline' });
    await write(tab, 'still writing');
    expect((await tab.entries({})).total).toBe(1);
  });

  test('each name that is suggested can be registered', async () => {
    for (let i = 0; i < 50; i++) expect(await tab.suggestLogin()).toMatch(/^[a-z0-9][a-z0-9._-]{2,63}$/);
  });
});

describe('a second device', () => {
  test('sees what there is before it keeps anything', async () => {
    await write(tab, 'a page');
    await connected();
    const laptop = new Profile(43, clock);
    laptop.fetcher = server.fetch;
    const there = laptop.open();
    const preview = await there.join({ login: 'mara', secret: PASSPHRASE, kind: 'passphrase' });
    expect(preview).toMatchObject({ entries: 1, newest_day: Math.floor(clock.now_ms / 86_400_000), devices: [{ name: 'Firefox, Linux' }] });
    expect(await laptop.store.names()).toEqual([]);
    await there.cancelJoin();
    expect(server.sessions.size).toBe(1);
    expect(await there.status()).toMatchObject({ phase: 'none' });
  });

  test('shows the pages, opens with the passphrase, and with the recovery code', async () => {
    await write(tab, 'a page');
    const { code } = await tab.recoveryKit();
    await connected();
    const { laptop, there } = await joined();
    expect((await there.entries({})).rows).toMatchObject([{ preview: 'a page', synced: true }]);
    const again = laptop.open();
    expect(await again.unlock({ secret: code!, kind: 'recovery' })).toMatchObject({ phase: 'open' });
    expect((await again.recoveryKit()).code).toBeNull();
    expect(await there.compareDigits()).not.toBeNull();
  });

  test('can come in with the recovery code alone and open with the passphrase later', async () => {
    const { code } = await tab.recoveryKit();
    await connected();
    const { laptop } = await joined(code!, 'recovery');
    expect(await laptop.open().unlock({ secret: PASSPHRASE, kind: 'passphrase' })).toMatchObject({ phase: 'open' });
  });

  test('a wrong secret fails and leaves nothing', async () => {
    await connected();
    const there = new Profile(44, clock);
    there.fetcher = server.fetch;
    const call = there.open().join({ login: 'mara', secret: 'wrong', kind: 'passphrase' });
    await expect(call).rejects.toMatchObject({ code: 'login_failed' });
    expect(await there.store.names()).toEqual([]);
  });

  test('both edit offline, both sync, both texts are on both', async () => {
    const id = await write(tab, 'first\nsecond');
    await connected();
    const { there } = await joined();
    const mine = await tab.entry({ id });
    const theirs = await there.entry({ id });
    server.isGone = true;
    await tab.saveEntry({ id, lv: mine.lv, text: 'first mine\nsecond', parts: [] });
    await there.saveEntry({ id, lv: theirs.lv, text: 'first theirs\nsecond\nthird', parts: [] });
    expect(await tab.sync()).toMatchObject({ state: 'offline', pending: 1 });
    server.isGone = false;
    await tab.sync();
    await there.sync();
    await tab.sync();
    const [here, away] = [await tab.entry({ id }), await there.entry({ id })];
    expect(here.text).toBe(away.text);
    expect(here.also).toEqual(away.also);
    const all = `${here.text}\n${here.also.map(({ text }) => text).join('\n')}`;
    for (const line of ['first mine', 'first theirs', 'second', 'third']) expect(all).toContain(line);
  });

  test('a page that is being written takes in what came by sync', async () => {
    const id = await write(tab, 'one\ntwo');
    await connected();
    const { there } = await joined();
    const { lv } = await tab.entry({ id });
    const theirs = await there.entry({ id });
    await there.saveEntry({ id, lv: theirs.lv, text: 'one\ntwo\nthree', parts: [] });
    await there.sync();
    await tab.sync();
    expect(tab.events).toContainEqual({ event: 'changed', ids: expect.arrayContaining([id]) as string[], what: ['entry'] });
    const saved = await tab.saveEntry({ id, lv, text: 'ONE\ntwo', parts: [] });
    expect(saved.merged).toMatchObject({ text: 'ONE\ntwo\nthree', also: [] });
  });

  test('a page deleted on one is gone on the other', async () => {
    const id = await write(tab, 'one');
    await connected();
    const { there } = await joined();
    await tab.bin({ id });
    await tab.deleteEntry({ id });
    await tab.sync();
    await there.sync();
    await expect(there.entry({ id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await there.entries({})).total).toBe(0);
  });
});

describe('a session', () => {
  test('that ended elsewhere keeps everything and asks to sign in', async () => {
    await connected();
    server.sessions.clear();
    const id = await write(tab, 'still here');
    expect(await tab.sync()).toEqual({ state: 'signed_out', pending: 1 });
    expect((await tab.entry({ id })).text).toBe('still here');
    await expect(tab.signInAgain({ passphrase: 'wrong' })).rejects.toMatchObject({ code: 'login_failed' });
    await tab.signInAgain({ passphrase: PASSPHRASE });
    await arrived(tab);
    expect((await tab.entry({ id })).synced).toBe(true);
  });

  test('is listed with the others and can be ended', async () => {
    await connected();
    const { there } = await joined();
    await there.sync();
    await tab.sync();
    const rows = await tab.sessions();
    expect(rows.map(({ current }) => current).sort()).toEqual([false, true]);
    expect(rows.every(({ name }) => name !== '')).toBe(true);
    await tab.endSession({ session_id: rows.find(({ current }) => !current)!.session_id });
    expect(await tab.sessions()).toHaveLength(1);
  });
});

describe('rows whose slots were lost', () => {
  test('are taken up again by signing in, with what was not sent yet', async () => {
    const id = await write(tab, 'sent');
    await connected();
    server.isGone = true;
    const unsent = await write(tab, 'not sent yet');
    server.isGone = false;
    await phone.store.commit({ named: new Map([['slots', null]]) });
    const next = phone.open();
    expect(await next.status()).toMatchObject({ phase: 'damaged' });
    await next.join({ login: 'mara', secret: PASSPHRASE, kind: 'passphrase' });
    await next.adoptJoin();
    await arrived(next);
    expect((await next.entry({ id })).text).toBe('sent');
    expect(await next.entry({ id: unsent })).toMatchObject({ text: 'not sent yet', synced: true });
  });

  test('of another vault stay untouched', async () => {
    await connected();
    const other = new Profile(45, clock);
    other.fetcher = server.fetch;
    await other.ready();
    await other.store.commit({ named: new Map([['slots', null]]) });
    const there = other.open();
    await there.join({ login: 'mara', secret: PASSPHRASE, kind: 'passphrase' });
    await expect(there.adoptJoin()).rejects.toMatchObject({ code: 'damaged' });
    expect(await other.store.named('slots')).toBeNull();
    await settle();
  });
});
