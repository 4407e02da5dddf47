import { describe, expect, test } from 'vitest';
import { PASSPHRASE, Profile, settle } from './world';

describe('first run', () => {
  test('walks from nothing to an open journal, each step stored before it answers', async () => {
    const profile = new Profile(1);
    const tab = profile.open();
    expect(await tab.status()).toMatchObject({ phase: 'none', setup: null, sync: { state: 'local' } });
    expect(await tab.begin()).toMatchObject({ phase: 'open', setup: 'brings' });
    expect(await tab.setBrings({ brings: 'wish', words: 'one word' })).toMatchObject({ setup: 'love' });
    expect(await tab.setLove({ love: 'another' })).toMatchObject({ setup: 'passphrase' });
    await tab.preparePassphrase({ passphrase: PASSPHRASE });
    expect(await tab.confirmPassphrase({ passphrase: PASSPHRASE })).toMatchObject({ phase: 'open', setup: 'recovery' });
    expect(await tab.postponeRecovery()).toMatchObject({ phase: 'open', setup: null, recoveryChecked: false });
    expect(await tab.challenges()).toMatchObject([{ brings: 'wish', words: 'one word', love: 'another' }]);
  });

  test('the words of the first questions survive a kill, sealed, before there is a passphrase', async () => {
    const profile = new Profile(2);
    const tab = profile.open();
    await tab.begin();
    await tab.setBrings({ brings: 'hope', words: 'SENTINEL words' });
    const next = profile.open();
    expect(await next.status()).toMatchObject({ phase: 'open', setup: 'love' });
    expect(await next.challenges()).toMatchObject([{ brings: 'hope', words: 'SENTINEL words' }]);
    expect(await profile.everything()).not.toContain('SENTINEL');
  });

  test('where no key can be kept on the device nothing is stored before the passphrase, and everything after', async () => {
    const profile = new Profile(3);
    profile.keepsDeviceKey = false;
    const tab = profile.open();
    await tab.begin();
    await tab.setBrings({ brings: 'hope', words: 'in memory' });
    expect(await profile.store.names()).toEqual([]);
    expect(await profile.open().status()).toMatchObject({ phase: 'none' });
    await tab.preparePassphrase({ passphrase: PASSPHRASE });
    await tab.confirmPassphrase({ passphrase: PASSPHRASE });
    expect(await (await profile.reopened()).challenges()).toMatchObject([{ words: 'in memory' }]);
  });

  test('an answer that is being typed survives a kill, and the question stays the same', async () => {
    const profile = new Profile(3);
    const tab = profile.open();
    await tab.begin();
    await tab.keepTold({ brings: 'wish', words: 'More quiet', love: '' });
    const next = profile.open();
    expect(await next.status()).toMatchObject({ setup: 'brings' });
    expect(await next.challenges()).toMatchObject([{ brings: 'wish', words: 'More quiet' }]);
  });

  test('once there is a passphrase the app starts locked and the device key is gone', async () => {
    const profile = new Profile(4);
    await profile.ready();
    expect(profile.deviceSeed).toBeNull();
    expect(await profile.store.named('device-slot')).toBeNull();
    const tab = profile.open();
    expect(await tab.status()).toMatchObject({ phase: 'locked', setup: null });
    await expect(tab.entries({})).rejects.toMatchObject({ code: 'locked' });
  });

  test('first run can be gone on with at the recovery code after a kill', async () => {
    const profile = new Profile(5);
    const tab = profile.open();
    await tab.begin();
    await tab.preparePassphrase({ passphrase: PASSPHRASE });
    await tab.confirmPassphrase({ passphrase: PASSPHRASE });
    const next = profile.open();
    expect(await next.unlock({ secret: PASSPHRASE, kind: 'passphrase' })).toMatchObject({ setup: 'recovery' });
    expect((await next.recoveryKit()).code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  });

  test('another second typing is no match, and nothing is stored', async () => {
    const profile = new Profile(6);
    const tab = profile.open();
    await tab.begin();
    await tab.preparePassphrase({ passphrase: PASSPHRASE });
    await expect(tab.confirmPassphrase({ passphrase: `${PASSPHRASE}x` })).rejects.toMatchObject({ code: 'no_match' });
    expect(await profile.store.named('slots')).toBeNull();
    expect(profile.derivations).toHaveLength(2);
    expect(await tab.confirmPassphrase({ passphrase: PASSPHRASE })).toMatchObject({ setup: 'recovery' });
  });

  test('a weak passphrase is refused before anything is derived', async () => {
    const profile = new Profile(7);
    const tab = profile.open();
    await tab.begin();
    expect(await tab.ratePassphrase({ passphrase: 'short' })).toMatchObject({ ok: false });
    await expect(tab.preparePassphrase({ passphrase: 'password' })).rejects.toMatchObject({ code: 'weak_passphrase' });
    await expect(tab.preparePassphrase({ passphrase: 'tab\tinside it' })).rejects.toMatchObject({ code: 'weak_passphrase' });
    expect(profile.derivations).toEqual([]);
  });

  test('six words are suggested, others each time', async () => {
    const tab = new Profile(8).open();
    const [one, two] = [await tab.suggestPassphrase(), await tab.suggestPassphrase()];
    expect(one.split(' ')).toHaveLength(6);
    expect(one).not.toBe(two);
    expect(await tab.ratePassphrase({ passphrase: one })).toEqual({ ok: true });
  });

  test('without a word told there is no challenge', async () => {
    const profile = new Profile(9);
    const tab = profile.open();
    await tab.begin();
    await tab.setBrings({ brings: 'problem', words: ' ' });
    await tab.setLove({ love: '' });
    await tab.preparePassphrase({ passphrase: PASSPHRASE });
    await tab.confirmPassphrase({ passphrase: PASSPHRASE });
    await settle();
    expect(await tab.challenges()).toEqual([]);
  });
});

describe('the recovery code', () => {
  test('two groups typed back in any spelling end the showing of it', async () => {
    const profile = new Profile(10);
    const tab = await profile.ready();
    const groups = (await tab.recoveryKit()).code!.split('-');
    const asked = await tab.recoveryQuestions();
    expect(asked[0]).toBeLessThan(asked[1]);
    const typed = asked.map((index) => ({ index, text: ` ${groups[index]!.toLowerCase()} ` }));
    expect(await tab.confirmRecovery({ groups: typed })).toMatchObject({ recoveryChecked: true });
    expect(await tab.recoveryKit()).toMatchObject({ code: null, checked: true });
    expect(await profile.store.named('kit')).toBeNull();
  });

  test('a wrong group, or the same group twice, is no match', async () => {
    const tab = await new Profile(11).ready();
    const [first] = (await tab.recoveryKit()).code!.split('-');
    const right = { index: 0, text: first! };
    await expect(tab.confirmRecovery({ groups: [right, { index: 3, text: 'ZZZZ' }] })).rejects.toMatchObject({ code: 'no_match' });
    await expect(tab.confirmRecovery({ groups: [right, right] })).rejects.toMatchObject({ code: 'no_match' });
    expect((await tab.recoveryKit()).code).not.toBeNull();
  });

  test('it opens the journal', async () => {
    const profile = new Profile(12);
    const { code } = await (await profile.ready()).recoveryKit();
    const tab = profile.open();
    expect(await tab.unlock({ secret: code!.toLowerCase(), kind: 'recovery' })).toMatchObject({ phase: 'open' });
  });
});

describe('storage that lost something', () => {
  test('records without slots are their own phase, and nothing is deleted', async () => {
    const profile = new Profile(13);
    await profile.ready();
    await profile.store.commit({ named: new Map([['slots', null]]) });
    const tab = profile.open();
    expect(await tab.status()).toMatchObject({ phase: 'damaged' });
    await expect(tab.begin()).rejects.toMatchObject({ code: 'refused' });
    expect(await profile.store.scan(null, 10)).not.toHaveLength(0);
  });

  test('slots without records are their own phase, and still open', async () => {
    const profile = new Profile(14);
    await profile.ready();
    const removed = await profile.store.scan(null, 100);
    await profile.store.commit({ removed });
    const tab = profile.open();
    expect(await tab.status()).toMatchObject({ phase: 'damaged' });
    expect(await tab.unlock({ secret: PASSPHRASE, kind: 'passphrase' })).toMatchObject({ phase: 'open' });
  });
});
