/** A server that lies (SPEC §18, section 8): everything it tries ends detected or harmless. */

import { describe, expect, test } from 'vitest';
import { b64, concat, type Bytes } from '../../src/crypto/encoding';
import { epochKeys } from '../../src/crypto/keys';
import { firstHead } from '../../src/sync/connect';
import { END, endFrame, headFrame, MAGIC, PAGE, read, rowFrame, splitItem, type Frame } from '../../src/sync/frames';
import { rowOf } from '../../src/sync/commits';
import type { Request, Response } from '../../src/sync/calls';
import { failure, json, stream, type Log } from './memory_server';
import { answering, LOG_ID, quiet, World, type Phone } from './world';

/** A device that synced two entries, and a server where another device has changed both since. */
interface Scene {
  world: World;
  phone: Phone;
  other: Phone;
  ids: Bytes[];
  old: Log;
  before: unknown;
}

async function scene(): Promise<Scene> {
  const world = await World.make();
  const [phone, other] = [world.phone('aaaaaa'), world.phone('bbbbbb')];
  const ids = [world.newId(), world.newId()];
  for (const id of ids) await other.write(id, { t: `old ${b64(id)}` });
  await other.sync();
  await phone.sync();
  const [old, before] = [world.log.copy(), await phone.all()];
  for (const id of ids) await other.write(id, { t: `new ${b64(id)}` });
  await other.sync();
  return { world, phone, other, ids, old, before };
}

/** Answers every pull with rows, bodies and all, changed frame by frame. */
function pulling({ world }: Scene, change: (frames: Frame[]) => Frame[]): Phone['wrap'] {
  return answering('/v1/log', async ({ path, ...rest }) => {
    const full = { ...rest, path: path.replace('bodies=0', 'bodies=1'), headers: {} };
    const { body } = await world.log.answer(full);
    return page(change([...read(body, PAGE)]));
  }, 'GET');
}

function page(frames: readonly Frame[]): Response {
  const parts = frames.map(({ kind, body }) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, body.length);
    return concat(Uint8Array.of(kind), length, body);
  });
  return stream(concat(MAGIC, ...parts));
}

const isItem = ({ kind }: Frame): boolean => kind === 0x49;
const withRows = (frames: Frame[]): Response => {
  const parts = frames.map((frame): Uint8Array => {
    if (!isItem(frame)) return page([frame]).body.subarray(4);
    const [id, envelope] = splitItem(frame.body);
    return rowFrame(rowOf(id, envelope), envelope.length);
  });
  return stream(concat(MAGIC, ...parts));
};

/** The way to a server that leaves bodies out of its pages, and answers `/v1/objects` like this. */
function rowsOnly({ world }: Scene, objects: (request: Request) => Promise<Response> | Response): Phone['wrap'] {
  return (transport) => async (request) => {
    if (request.path === '/v1/objects') return objects(request);
    if (request.method !== 'GET') return transport(request);
    const { body, status } = await world.log.answer(request);
    return status === 200 ? withRows([...read(body, PAGE)]) : transport(request);
  };
}

describe('pages', () => {
  test.each<[string, string, (frames: Frame[]) => Frame[]]>([
    ['with two envelopes swapped', 'root', (frames) => {
      const [a, b] = frames.filter(isItem).map(({ body }) => splitItem(body));
      const swapped = [concat(a![0], b![1]), concat(b![0], a![1])];
      return frames.map((frame) => (isItem(frame) ? { ...frame, body: swapped.shift()! } : frame));
    }],
    ['with an object left out', 'root', (frames) => frames.filter((frame, i) => !isItem(frame) || i !== frames.findIndex(isItem))],
    ['without the newest head', 'structure', (frames) => frames.filter(({ kind }) => kind !== 0x48)],
    ['that end at another number', 'structure', (frames) => [...frames.slice(0, -1), { kind: END, body: endFrame(99, false).subarray(5) }]],
  ])('%s are refused (%s)', async (_, reason, change) => {
    const here = await scene();
    here.phone.wrap = pulling(here, change);

    expect(await here.phone.sync()).toMatchObject({ state: 'refused', reason });
    expect(await here.phone.all()).toEqual(here.before);
    expect(await quiet(here.phone)).toBe(true);
    expect(await here.phone.all()).toEqual(await here.other.all());
  });

  test.each<[string, number, string, number]>([
    ['without end', 1, 'endless', 256],
    ['that stand still', 0, 'cursor', 1],
    ['that go back', -1, 'cursor', 1],
  ])('%s are given up', async (_, step, reason, calls) => {
    const { phone, before } = await scene();
    phone.wrap = answering('/v1/log', ({ path }) => {
      const after = Number(new URL(path, 'https://x.test').searchParams.get('after'));
      return stream(concat(MAGIC, endFrame(after + step, true)));
    });

    expect(await phone.sync()).toMatchObject({ state: 'refused', reason });
    expect(phone.calls.length).toBe(calls);
    expect(await phone.all()).toEqual(before);
  });

  test('cut anywhere are being offline', async () => {
    const { world, phone, before } = await scene();
    const { body } = world.log.page(2, true, true);
    for (const cut of [0, 3, 4, 100, body.length - 1]) {
      phone.wrap = answering('/v1/log', () => stream(body.slice(0, cut)));

      expect((await phone.sync()).state).toBe('offline');
      expect(await phone.all()).toEqual(before);
    }
  });

  test('of somebody else’s log, or of none, are refused by known and fresh devices', async () => {
    const { world, phone } = await scene();
    const theirs = await firstHead(new Uint8Array(16), 1, epochKeys(new Uint8Array(32)).log);
    const forged = await firstHead(LOG_ID, 1, new Uint8Array(32));
    const answers: [Bytes, string][] = [
      [concat(MAGIC, headFrame(theirs.head.encode(), theirs.sig), endFrame(1, false)), 'log'],
      [concat(MAGIC, endFrame(0, false)), 'structure'],
      [concat(MAGIC, headFrame(forged.head.encode(), forged.sig), endFrame(1, false)), 'signature'],
    ];
    for (const [body, reason] of answers) {
      for (const device of [phone, world.phone('cccccc')]) {
        device.wrap = answering('/v1/log', () => stream(body));

        expect(await device.sync({ asked: true })).toMatchObject({ state: 'refused', reason });
      }
    }
  });
});

describe('bodies', () => {
  test('that never come, though there is always more, are missing', async () => {
    const here = await scene();
    here.phone.wrap = rowsOnly(here, () => stream(concat(MAGIC, endFrame(3, true))));

    const { findings } = await here.phone.sync();

    expect([...findings.missing].sort()).toEqual(here.ids.map((id) => b64(id)).sort());
    expect(here.phone.calls.filter(({ path }) => path === '/v1/objects').length).toBeLessThan(4);
    expect(await here.phone.all()).toEqual(here.before);
  });

  test('that are older than the rows say are missing', async () => {
    const here = await scene();
    here.phone.wrap = rowsOnly(here, ({ body }) => here.old.fetch(body!));

    expect((await here.phone.sync()).findings.missing.size).toBe(2);
    expect(await here.phone.all()).toEqual(here.before);
  });
});

describe('a server that', () => {
  test('confirms another commit is refused, and the own one is sent again', async () => {
    const { world, phone } = await scene();
    await phone.sync();
    await phone.write(world.newId(), { t: 'x' });
    for (const lie of [{ n: 4, id: b64(new Uint8Array(32)) }, { n: 9 }, {}, { n: '4', id: 1 }]) {
      phone.wrap = answering('/v1/log', () => json(200, lie), 'POST');

      expect(await phone.sync()).toMatchObject({ state: 'refused', reason: 'reply', pending: 1 });
    }
    expect(await quiet(phone)).toBe(true);
  });

  test('confirms and throws away is found out and gets it again', async () => {
    const { world, phone } = await scene();
    await phone.sync();
    const backup = world.log.copy();
    const entry = world.newId();
    await phone.write(entry, { t: 'x' });
    await phone.sync();
    world.log = backup;

    expect((await phone.sync()).healed).toMatchObject({ again: 1, merged: 0 });
    expect(world.log.objects.has(b64(entry))).toBe(true);
  });

  test('fails after the commit is asked again and answers', async () => {
    const { world, phone } = await scene();
    await phone.sync();
    await phone.write(world.newId(), { t: 'x' });
    phone.wrap = answering('/v1/log', async (request, transport) => {
      await transport(request);
      return failure(500, 'server_error');
    }, 'POST');
    expect((await phone.sync()).state).toBe('offline');
    const { n } = world.log.newest;

    expect(await quiet(phone)).toBe(true);
    expect(world.log.newest.n).toBe(n);
  });

  test('forks two devices cannot keep them apart', async () => {
    const { world, phone, other } = await scene();
    await phone.sync();
    const trunk = world.log.copy();
    await phone.write(world.newId(), { t: 'on one branch' });
    await phone.sync();
    world.log = trunk;
    await other.write(world.newId(), { t: 'on the other' });
    await other.sync();

    expect((await phone.sync()).healed).not.toBe(null);
    await other.sync();

    expect(await phone.all()).toEqual(await other.all());
    expect(Object.keys(await phone.all()).length).toBe(4);
  });

  test('shows a fresh device an old state shows a genuine one, caught up with later', async () => {
    const { world, other, old, before } = await scene();
    const newest = world.log;
    world.log = old;
    const fresh = world.phone('cccccc');
    expect((await fresh.sync()).state).toBe('up_to_date');
    expect(await fresh.all()).toEqual(before);
    world.log = newest;

    expect((await fresh.sync()).healed).toBe(null);
    expect(await fresh.all()).toEqual(await other.all());
  });

  test('freezes looks like silence', async () => {
    const { phone, before } = await scene();
    phone.wrap = answering('/v1/log', () => ({ status: 304, headers: {}, body: new Uint8Array(0) }));

    expect((await phone.sync()).state).toBe('up_to_date');
    expect(await phone.all()).toEqual(before);
  });
});
