import { describe, expect, test } from 'vitest';
import { b64 } from '../../src/crypto/encoding';
import type { Response } from '../../src/sync/calls';
import * as notice from '../../src/sync/notice';
import { FullError } from '../../src/sync/store';
import { failure, stream } from './memory_server';
import { testVectors } from './vectors';
import { allWords, answering, quiet, World } from './world';

testVectors('session');

describe('a round', () => {
  test('brings an entry to the other device', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    await first.write(world.newId(), { t: 'hello' });

    expect((await first.sync()).state).toBe('up_to_date');
    expect((await second.sync()).state).toBe('up_to_date');

    expect(await second.all()).toEqual(await first.all());
  });

  test('with nothing new is one conditional request; with something to send, one request too', async () => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    await phone.sync();

    await phone.sync();
    expect(phone.calls.map(({ method }) => method)).toEqual(['GET']);

    await phone.write(world.newId(), { t: 'x' });
    await phone.sync();
    expect(phone.calls.map(({ method }) => method)).toEqual(['POST']);
  });

  test('merges what both wrote offline', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const entry = world.newId();
    await first.write(entry, { one: 'common', two: 'common' });
    await quiet(first, second);
    await first.write(entry, { one: 'first says', two: 'common' });
    await second.write(entry, { one: 'second says', two: 'second too' });

    expect(await quiet(first, second)).toBe(true);

    expect(await first.all()).toEqual(await second.all());
    for (const text of ['first says', 'second says', 'second too']) expect(await allWords(first)).toContain(text);
  });

  test('lets a deletion travel, but not over an edit it had not seen', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const [seen, unseen] = [world.newId(), world.newId()];
    for (const entry of [seen, unseen]) await first.write(entry, { t: 'text' });
    await quiet(first, second);
    await first.delete(seen);
    await first.delete(unseen);
    await second.write(unseen, { t: 'still wanted' });

    await quiet(first, second);

    expect((await second.read(seen))!['gone']).toBe(1);
    expect((await first.read(unseen))!.f).toEqual({ t: 'still wanted' });
  });

  test('without sending keeps everything to itself', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    await first.write(world.newId(), { t: 'there' });
    await first.sync();
    await second.write(world.newId(), { t: 'here' });

    const { state, pending } = await second.sync({ send: false });

    expect({ state, pending }).toEqual({ state: 'pending', pending: 1 });
    expect(world.log.objects.size).toBe(1);
  });

  test('sends thousands of entries in ordinary commits, newest first on arrival', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    for (let i = 0; i < 1_100; i++) await first.write(world.newId(), { t: String(i) });

    await first.sync();
    await second.sync();

    const sent = first.effects.flatMap((one) => (one.effect === 'acknowledged' ? [one.ids.length] : []));
    const came = second.effects.flatMap((one) => (one.effect === 'changed' ? [one.records.size] : []));
    expect(sent).toEqual([1024, 76]);
    expect(came).toEqual([64, 512, 512, 12]);
  });

  test('does not lose an edit made while it is under way', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const entry = world.newId();
    await first.write(entry, { t: 'one' });
    await first.sync();
    await first.write(entry, { t: 'two' });
    let done = false;
    first.wrap = (transport) => async (request) => {
      const response = await transport(request);
      if (request.method === 'POST' && !done) {
        done = true;
        await first.write(entry, { t: 'three' });
      }
      return response;
    };

    expect((await first.sync()).state).toBe('up_to_date');
    await second.sync();

    expect((await second.read(entry))!.f).toEqual({ t: 'three' });
  });

  test.each<[string, Response | null, string, number]>([
    ['nobody', null, 'offline', 0],
    ['an ended session', failure(401, 'unauthorized'), 'signed_out', 0],
    ['a newer protocol', failure(426, 'update_needed'), 'update_needed', 0],
    ['a rate limit', failure(429, 'rate_limited', { retry_after_s: 17 }), 'pending', 17],
    ['a quota', failure(507, 'quota'), 'full', 0],
    ['trouble', failure(500, 'server_error'), 'offline', 0],
    ['a captive portal', { status: 200, headers: { 'content-type': 'text/html' }, body: new Uint8Array(9) }, 'offline', 0],
    ['a portal that refuses', { status: 401, headers: { 'content-type': 'text/html' }, body: new Uint8Array(9) }, 'offline', 0],
    ['a refusal', failure(400, 'bad_request'), 'refused', 0],
  ])('answered by %s ends in a state of its own and keeps what is pending', async (_, answer, state, retryAfterS) => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    await phone.sync();
    await phone.write(world.newId(), { t: 'x' });
    phone.wrap = answering('/v1/log', () => answer);

    const outcome = await phone.sync();

    expect(outcome).toMatchObject({ state, retryAfterS, pending: 1 });
    expect(await quiet(phone)).toBe(true);
  });

  test('meets a conflict for ever with bounded tries', async () => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    await phone.sync();
    await phone.write(world.newId(), { t: 'x' });
    phone.wrap = answering('/v1/log', () => failure(409, 'stale_head'), 'POST');

    expect(await phone.sync()).toMatchObject({ state: 'pending', reason: 'stale_head' });

    const waits = phone.effects.flatMap((one) => (one.effect === 'wait' ? [one.seconds] : []));
    expect(waits.length).toBe(8);
    expect(Math.max(...waits)).toBeLessThan(30);
  });

  test('on a device without room ends as full', async () => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    phone.store.commit = () => Promise.reject(new FullError());

    expect(await phone.sync()).toMatchObject({ state: 'full', reason: 'device' });
  });

  test('sends less at a time to a server that takes less', async () => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    await phone.sync();
    for (let i = 0; i < 10; i++) await phone.write(world.newId(), { t: 'x' });
    phone.wrap = (transport) => async (request) =>
      request.method === 'POST' && request.body!.length > 4_000 ? failure(413, 'too_large') : transport(request);

    expect((await phone.sync()).state).toBe('up_to_date');
    expect(world.log.objects.size).toBe(10);
  });
});

describe('a server that went back', () => {
  test('gets everything again, and the person is told once', async () => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    await phone.write(world.newId(), { t: 'kept' });
    await phone.sync();
    const backup = world.log.copy();
    await phone.write(world.newId(), { t: 'lost' });
    await phone.sync();
    world.log = backup;

    const outcome = await phone.sync();

    expect(outcome).toMatchObject({ state: 'up_to_date', healed: { after: 2, again: 1, merged: 0 } });
    expect(world.log.objects.size).toBe(2);
    await notice.markRead(phone.store);
    expect((await phone.sync()).healed).toBe(null);
  });

  test('again within a day waits for the person', async () => {
    const world = await World.make();
    const phone = world.phone('aaaaaa');
    await phone.write(world.newId(), { t: 'kept' });
    await phone.sync();
    const backup = world.log.copy();
    await phone.write(world.newId(), { t: 'lost' });
    await phone.sync();
    world.log = backup.copy();
    await phone.sync();
    world.log = backup.copy();

    expect(await phone.sync()).toMatchObject({ state: 'refused', reason: 'diverged' });
    expect((await phone.sync({ asked: true })).state).toBe('up_to_date');
  });
});

describe('bodies', () => {
  test('that are not what the rows say are counted as missing and shown to nobody', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const entry = world.newId();
    await first.write(entry, { t: 'old' });
    await quiet(first, second);
    await first.write(entry, { t: 'new' });
    await first.sync();
    const rowsOnly = answering('/v1/log?', (request, transport) =>
      transport({ ...request, path: request.path.replace('bodies=1', 'bodies=0') }),
    );
    const flipped = answering('/v1/objects', async (request, transport) => {
      const { body } = (await transport(request))!;
      const bytes = body.slice();
      bytes[200]! ^= 1;
      return stream(bytes);
    });
    second.wrap = (transport) => flipped(rowsOnly(transport));

    const outcome = await second.sync();

    expect([...outcome.findings.missing]).toEqual([b64(entry)]);
    expect((await second.read(entry))!.f).toEqual({ t: 'old' });
    expect(await quiet(second)).toBe(true);
    expect((await second.read(entry))!.f).toEqual({ t: 'new' });
  });

  test('of a newer app stay behind and are never overwritten', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const entry = world.newId();
    await first.write(entry, { t: 'common' });
    await quiet(first, second);
    const found = (await first.store.objects([entry]))[0]!;
    const record = { ...(await first.read(entry))!, v: 2, f: { t: 'from tomorrow' } };
    const local = await first.device.seal(entry, record, 1);
    await first.store.commit({ objects: [{ ...found, local, rev: found.rev + 1 }] });
    await first.sync();
    await second.write(entry, { t: 'edited here' });

    const outcome = await second.sync();

    expect([...outcome.findings.newer]).toEqual([b64(entry)]);
    expect(outcome.pending).toBe(1);
    expect((await second.read(entry))!.f).toEqual({ t: 'edited here' });
    expect(world.log.objects.get(b64(entry))!.envelope).toEqual(local);
  });

  test('that do not open are kept and counted', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const entry = world.newId();
    await first.write(entry, { t: 'common' });
    await quiet(first, second);
    const found = (await first.store.objects([entry]))[0]!;
    const local = await first.device.seal(world.newId(), (await first.read(entry))!, 1);
    await first.store.commit({ objects: [{ ...found, local, rev: found.rev + 1 }] });
    await first.sync();

    expect([...(await second.sync()).findings.unreadable]).toEqual([b64(entry)]);
    expect((await second.read(entry))!.f).toEqual({ t: 'common' });
  });
});

describe('an altered pull', () => {
  test('is never taken in, whatever byte was changed', async () => {
    const world = await World.make();
    const [first, second] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
    const entry = world.newId();
    await first.write(entry, { t: 'old' });
    await quiet(first, second);
    const before = await second.all();
    await first.write(entry, { t: 'new' });
    await first.sync();
    const truth = await first.all();
    const { body } = world.log.page(2, true, true);
    for (let at = 0; at < body.length; at += 11) {
      const bytes = body.slice();
      bytes[at]! ^= 1 << at % 8;
      second.wrap = answering('/v1/log', () => stream(bytes), 'GET');

      const { state } = await second.sync({ asked: true });

      const shown = await second.all();
      expect([JSON.stringify(before), JSON.stringify(truth)]).toContain(JSON.stringify(shown));
      if (state === 'up_to_date') expect(shown).toEqual(truth);
    }
  });
});
