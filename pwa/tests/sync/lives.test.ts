/** Devices that die, lose calls and are rewound: nothing that was written is lost. */

import { describe, expect, test } from 'vitest';
import { b64, type Bytes } from '../../src/crypto/encoding';
import { runRound } from '../../src/sync/session';
import { allWords, Crash, losing, MortalStore, quiet, World, type Phone } from './world';

/** A day on two devices that ends with unsent changes on both sides. */
async function play(world: World, first: Phone, second: Phone): Promise<Bytes> {
  const shared = world.newId();
  await first.write(shared, { a: 'common', b: 'common' });
  await quiet(first, second);
  await first.write(shared, { a: 'changed by first', b: 'common' });
  await first.write(world.newId(), { a: 'new on first' });
  await first.sync();
  await second.write(shared, { a: 'common', b: 'changed by second' });
  await second.write(world.newId(), { a: 'new on second' });
  return shared;
}

async function expectWhole(shared: Bytes, first: Phone, second: Phone): Promise<void> {
  expect(await quiet(second, first)).toBe(true);
  const all = await first.all();
  expect(all).toEqual(await second.all());
  expect(all[b64(shared)]!['f']).toEqual({ a: 'changed by first', b: 'changed by second' });
  expect(await allWords(first)).toContain('new on first');
  expect(await allWords(first)).toContain('new on second');
  expect(Object.values(all).some((one) => one['also'] !== undefined)).toBe(false);
}

describe('nothing is lost', () => {
  const steps = Array.from({ length: 7 }, (_, i) => [i + 1, false] as const);
  const both = [...steps, ...steps.map(([step]) => [step, true] as const)];

  test.each(both)('when the process dies at write %i (after: %s)', async (step, after) => {
    const world = await World.make();
    const store = new MortalStore();
    const first = world.phone('aaaaaa');
    let second = world.phone('bbbbbb', store);
    const shared = await play(world, first, second);
    Object.assign(store, { commits: 0, diesAt: step, after });
    await second.sync().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
      second = world.phone('bbbbbb', store, second.clockMs);
    });
    store.diesAt = 0;

    await expectWhole(shared, first, second);
  });

  test.each(both)('when call %i or its reply (%s) does not arrive', async (step, reply) => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const shared = await play(world, first, second);
    second.wrap = losing(step, reply);
    await second.sync();

    await expectWhole(shared, first, second);
  });

  test.each(steps)('when the round is abandoned at effect %i', async (step) => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const shared = await play(world, first, second);
    const round = runRound(second.device, 1_700_000_000);
    let effect = await round.next();
    for (let i = 0; i < step && !effect.done; i++) {
      effect = await round.next(effect.value.effect === 'request' ? await world.log.answer(effect.value) : null);
    }
    await round.return(undefined as never);

    await expectWhole(shared, first, second);
  });

  test.each(Array.from({ length: 12 }, (_, seed) => [seed] as const))('in random life %i', async (seed) => {
    const world = await World.make(seed + 1);
    const roll = (n: number): number => world.random(1)[0]! % n;
    const stores = [new MortalStore(), new MortalStore(), new MortalStore()];
    const phones = stores.map((store, i) => world.phone(`tag00${i}`, store));
    const entries = [world.newId(), world.newId(), world.newId()];
    const written: string[] = [];
    let backup = world.log.copy();
    for (let step = 0; step < 50; step++) {
      const n = roll(3);
      const [phone, store, action] = [phones[n]!, stores[n]!, roll(100)];
      phone.clockMs += roll(200) * 400_000 - 5_000;
      if (action < 45) {
        const entry = entries[roll(3)]!;
        const f = (await phone.read(entry))?.f ?? {};
        const word = `word${step};`;
        await phone.write(entry, roll(2) ? { ...f, [`p${step}`]: word } : { ...f, t: String(f['t'] ?? '') + word });
        written.push(word);
      } else if (action < 90) {
        if (roll(5) < 2) phone.wrap = losing(1 + roll(5), roll(2) === 1);
        Object.assign(store, { diesAt: roll(3) ? 0 : store.commits + 1 + roll(7), after: roll(2) === 1 });
        await phone.sync({ asked: true }).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
          phones[n] = world.phone(phone.tag, store, phone.clockMs);
        });
        store.diesAt = 0;
      } else if (action < 95) {
        backup = world.log.copy();
      } else if (seed % 2) {
        world.log = backup.copy();
      }
    }

    expect(await quiet(...phones)).toBe(true);
    expect(await phones[1]!.all()).toEqual(await phones[0]!.all());
    expect(await phones[2]!.all()).toEqual(await phones[0]!.all());
    const text = await allWords(phones[0]!);
    expect(written.filter((word) => !text.includes(word))).toEqual([]);
  });
});
