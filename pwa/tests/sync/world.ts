/** Devices of one person around one server, for tests of the sync round. */

import { b64, type Bytes } from '../../src/crypto/encoding';
import { publicKey } from '../../src/crypto/identity';
import { epochKeys } from '../../src/crypto/keys';
import type { Effect, Request, Response } from '../../src/sync/calls';
import { firstHead } from '../../src/sync/connect';
import { Device } from '../../src/sync/device';
import { change, make, tombstone, type Fields, type VaultRecord } from '../../src/sync/record';
import { runRound, type Outcome, type RoundOptions } from '../../src/sync/session';
import { RECORD } from '../../src/sync/state';
import { MemoryStore, type Changes, type Store } from '../../src/sync/store';
import { seeded } from '../seeded';
import { Log } from './memory_server';

export const KEYS = new Map([[1, epochKeys(Uint8Array.from({ length: 32 }, (_, i) => i))]]);
export const LOG_ID = Uint8Array.from({ length: 16 }, (_, i) => 16 + i);
const NOW_MS = 1_700_000_000_000;
const DAY_MS = 86_400_000;

export type Transport = (request: Request) => Promise<Response | null>;

/** The process dies here. */
export class Crash extends Error {
  override name = 'Crash';
}

/** A store whose process dies at its n-th commit (from 1), just before or just after it is durable. */
export class MortalStore extends MemoryStore {
  commits = 0;
  diesAt = 0;
  after = false;

  override async commit(changes: Changes): Promise<void> {
    this.commits += 1;
    if (this.commits === this.diesAt && !this.after) throw new Crash();
    await super.commit(changes);
    if (this.commits === this.diesAt) throw new Crash();
  }
}

/** A server with the log of one vault, and a source of ids and randomness. */
export class World {
  readonly random: (n: number) => Bytes;

  private constructor(
    public log: Log,
    seed: number,
  ) {
    this.random = seeded(seed) as (n: number) => Bytes;
  }

  static async make(seed = 1): Promise<World> {
    const { log } = KEYS.get(1)!;
    return new World(new Log(await firstHead(LOG_ID, 1, log), await publicKey(log)), seed);
  }

  /** A device that has never synced. */
  phone(tag: string, store: Store = new MemoryStore(), clockMs = NOW_MS): Phone {
    return new Phone(this, tag, store, clockMs);
  }

  newId(): Bytes {
    return this.random(16);
  }
}

/** One device: writes records as the journal does, and syncs. */
export class Phone {
  device: Device;
  effects: Effect[] = [];
  calls: Request[] = [];
  wrap: (transport: Transport) => Transport = (transport) => transport;

  constructor(
    readonly world: World,
    readonly tag: string,
    readonly store: Store,
    public clockMs: number,
  ) {
    this.device = new Device(store, LOG_ID, KEYS, world.random);
  }

  /** Stores a new version of a record with these fields. */
  write(id: Bytes, f: Fields): Promise<void> {
    return this.#put(id, (old, left) =>
      old === null ? make(id, 'entry', f, this.tick(), this.tag) : change(old, { f }, this.tick(), this.tag, left),
    );
  }

  /** Stores the tombstone of a record. */
  delete(id: Bytes): Promise<void> {
    return this.#put(id, (old, left) => tombstone(old!, this.tick(), this.tag, left));
  }

  /** The record as this device has it. */
  async read(id: Bytes): Promise<VaultRecord | null> {
    const [found] = await this.store.objects([id]);
    if (!found) return null;
    const [record] = await this.device.open([{ id, envelope: found.local }]);
    if (record === undefined || record instanceof Error) throw record;
    return record;
  }

  /** Every record of this device, `past` left out. */
  async all(): Promise<Record<string, Fields>> {
    const found: Record<string, Fields> = {};
    for (const { id } of await this.store.scan(null, 100_000)) {
      const record = (await this.read(id)) as Fields;
      delete record['past'];
      found[b64(id)] = record;
    }
    return found;
  }

  /** One round; its effects and requests are kept. */
  async sync(options: RoundOptions = {}): Promise<Outcome> {
    this.effects = [];
    this.calls = [];
    const transport = this.wrap((request) => this.world.log.answer(request));
    const round = runRound(this.device, Math.floor(this.clockMs / 1000), options);
    let step = await round.next();
    while (!step.done) {
      let response: Response | null = null;
      if (step.value.effect === 'request') {
        this.calls.push(step.value);
        response = await transport(step.value);
      } else {
        this.effects.push(step.value);
      }
      step = await round.next(response);
    }
    return step.value;
  }

  /** A second passes; the time in milliseconds. */
  tick(): number {
    this.clockMs += 1000;
    return this.clockMs;
  }

  async #put(id: Bytes, next: (old: VaultRecord | null, left: boolean) => VaultRecord): Promise<void> {
    const found = (await this.store.objects([id]))[0] ?? null;
    const record = next(await this.read(id), found?.left ?? false);
    const local = await this.device.seal(id, record, 1);
    const { base, lv, rev } = found ?? { base: null, lv: 0, rev: 0 };
    await this.store.commit({ objects: [{ id, form: RECORD, local, base, left: false, lv: lv + 1, rev: rev + 1 }] });
  }
}

/** Every record of a device as text, to look for words in. */
export async function allWords(phone: Phone): Promise<string> {
  return JSON.stringify(await phone.all());
}

/** Syncs until nobody has anything to say any more; whether all are up to date then. */
export async function quiet(...phones: Phone[]): Promise<boolean> {
  for (let round = 0; round < 3; round++) {
    for (const phone of phones) {
      phone.wrap = (transport) => transport;
      phone.clockMs += 2 * DAY_MS;
      await phone.sync();
    }
  }
  const ends = [];
  for (const phone of phones) ends.push((await phone.sync()).state);
  return ends.every((state) => state === 'up_to_date');
}

/** Answers every call to this path in the server's place. */
export function answering(
  path: string,
  answer: (request: Request, transport: Transport) => Response | null | Promise<Response | null>,
  method = '',
): (transport: Transport) => Transport {
  return (transport) => async (request) =>
    request.path.startsWith(path) && request.method.startsWith(method)
      ? answer(request, transport)
      : transport(request);
}

/** Loses the n-th request of a round (from 1), or, with `reply`, the answer to it. */
export function losing(at: number, reply: boolean): (transport: Transport) => Transport {
  let count = 0;
  return (transport) => async (request) => {
    count += 1;
    if (count !== at) return transport(request);
    if (reply) await transport(request);
    return null;
  };
}

