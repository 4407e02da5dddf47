import { beforeEach, describe, expect, test } from 'vitest';
import { waitBefore } from '../../src/vault/tries';
import { PASSPHRASE, Profile, settle, type Tab } from './world';

let profile: Profile;
let tab: Tab;

beforeEach(async () => {
  profile = new Profile(30);
  await profile.ready();
  tab = profile.open();
});

const unlock = (secret: string): Promise<unknown> => Promise.resolve(tab.unlock({ secret, kind: 'passphrase' }));

describe('a wrong secret', () => {
  test('is told from a damaged slot', async () => {
    await expect(unlock('not the right one')).rejects.toMatchObject({ code: 'wrong_secret' });
    const slots = (await profile.store.named('slots'))!;
    const at = Buffer.from(slots).indexOf('"sealed":"') + 40;
    const flipped = slots.with(at, slots[at] === 65 ? 66 : 65);
    await profile.store.commit({ named: new Map([['slots', new Uint8Array(flipped)]]) });
    await expect(unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('slows down after four, also across restarts, and nothing is wiped', async () => {
    for (let i = 0; i < 4; i++) await expect(unlock('wrong')).rejects.toMatchObject({ code: 'wrong_secret' });
    tab = profile.open();
    await expect(unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'wait', wait_s: 5 });
    await profile.clock.advance(5_000);
    await expect(unlock('wrong')).rejects.toMatchObject({ code: 'wrong_secret' });
    await expect(unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'wait', wait_s: 10 });
    await profile.clock.advance(10_000);
    await unlock(PASSPHRASE);
    tab = profile.open();
    await expect(unlock('wrong')).rejects.toMatchObject({ code: 'wrong_secret' });
  });

  test('is not tried at all while waiting', async () => {
    for (let i = 0; i < 4; i++) await expect(unlock('wrong')).rejects.toMatchObject({ code: 'wrong_secret' });
    const before = profile.derivations.length;
    await expect(unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'wait' });
    expect(profile.derivations).toHaveLength(before);
  });

  test('a clock that was set back never makes the wait longer than it was', () => {
    expect(waitBefore({ count: 4, at_ms: 1_000_000 }, 0)).toBe(5);
    expect(waitBefore({ count: 40, at_ms: 0 }, 0)).toBe(300);
    expect(waitBefore({ count: 3, at_ms: 0 }, 0)).toBe(0);
  });

  test('a derivation that was cancelled is not counted', async () => {
    for (let i = 0; i < 10; i++) await expect(unlock('never ends')).rejects.toMatchObject({ code: 'cancelled' });
    await unlock(PASSPHRASE);
  });

  test('a device without room still opens', async () => {
    profile.store.commit = () => Promise.reject(new Error('quota'));
    await unlock(PASSPHRASE);
    expect(await tab.status()).toMatchObject({ phase: 'open' });
  });

  test('a recovery code with a typing slip is a wrong secret', async () => {
    const call = tab.unlock({ secret: '000G-40R4-0M30-E209-185G-R38E-1Z73', kind: 'recovery' });
    await expect(call).rejects.toMatchObject({ code: 'wrong_secret' });
  });
});

describe('locking', () => {
  beforeEach(async () => { await unlock(PASSPHRASE); });

  test('by hand locks every tab, and the other may still send its last words', async () => {
    const other = await profile.reopened();
    const { id } = await other.newEntry({});
    await tab.lock();
    await expect(tab.entries({})).rejects.toMatchObject({ code: 'locked' });
    await settle();
    expect(other.events).toContainEqual({ event: 'lock' });
    expect(await other.status()).toMatchObject({ phase: 'locked' });
    await expect(other.entries({})).rejects.toMatchObject({ code: 'locked' });
    await other.saveEntry({ id, lv: 0, text: 'last words', parts: [] });
    await profile.clock.advance(3_000);
    await expect(other.saveEntry({ id, lv: 1, text: 'too late', parts: [] })).rejects.toMatchObject({ code: 'locked' });
    expect((await (await profile.reopened()).entry({ id })).text).toBe('last words');
  });

  test('happens by itself when nobody was there for as long as was chosen', async () => {
    expect(await tab.setAutolock({ minutes: 2 })).toMatchObject({ autolockMin: 2 });
    await profile.clock.advance(110_000);
    await tab.presence({ visible: true });
    await profile.clock.advance(110_000);
    expect(await tab.status()).toMatchObject({ phase: 'open' });
    await profile.clock.advance(15_000);
    expect(tab.events).toContainEqual({ event: 'lock' });
    expect(await tab.status()).toMatchObject({ phase: 'locked' });
  });

  test('a phone that slept is locked by the clock on the wall, not by its timers', async () => {
    await tab.presence({ visible: false });
    profile.clock.now_ms += 3_600_000;
    expect(await tab.presence({ visible: true })).toMatchObject({ phase: 'locked' });
    await expect(tab.entries({})).rejects.toMatchObject({ code: 'locked' });
  });

  test('a clock set back locks as well', async () => {
    profile.clock.now_ms -= 3_600_000;
    await expect(tab.entries({})).rejects.toMatchObject({ code: 'locked' });
  });

  test('the chosen time is sealed and comes back', async () => {
    await tab.setAutolock({ minutes: 10 });
    expect(await (await profile.reopened()).status()).toMatchObject({ autolockMin: 10 });
    expect(await tab.setAutolock({ minutes: 9999 })).toMatchObject({ autolockMin: 1440 });
  });
});
