import { describe, expect, test } from 'vitest';
import { begin, firstHead } from '../../src/sync/connect';
import { EMPTY_ROOT } from '../../src/sync/state';
import { Log } from './memory_server';
import { KEYS, LOG_ID, quiet, World } from './world';

describe('a new log', () => {
  test('begins with a head without rows that the epoch’s own key signed', async () => {
    const world = await World.make();

    const { head, sig } = await firstHead(LOG_ID, 1, KEYS.get(1)!.log);

    expect([head.n, head.epoch, head.root]).toEqual([1, 1, EMPTY_ROOT]);
    await head.verify(world.log.logPub, sig);
  });

  test('is told everything, also by a vault that was at another server before', async () => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    for (let i = 0; i < 3; i++) await phone.write(world.newId(), { t: String(i) });
    await phone.sync();
    const first = await firstHead(LOG_ID, 1, KEYS.get(1)!.log);
    world.log = new Log(first, world.log.logPub);

    await begin(phone.device, first, new Map([['session', Uint8Array.of(1)]]));

    expect((await phone.store.floor())?.n).toBe(1);
    expect((await phone.store.dirty()).length).toBe(3);
    expect(await phone.store.named('session')).toEqual(Uint8Array.of(1));
    expect(await quiet(phone)).toBe(true);
    expect(world.log.objects.size).toBe(3);
  });
});
