/** Opening on this device a vault that lives on a server (protocol 9.3). Nothing is kept before the person says so. */
import { unb64 } from '../crypto/encoding';
import type { SlotJson } from '../crypto/wrapping';
import { read } from '../journal/kinds';
import type { JoinPreview } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { Device } from '../sync/device';
import { isFields, type VaultRecord } from '../sync/record';
import { runRound } from '../sync/session';
import { MemoryStore, type StoredObject } from '../sync/store';
import { dayOf, newInstall } from './install';
import type { Keyring } from './keyring';
import type { SecretKind } from './keys';
import { clientOf, logIn, type LoggedIn } from './login';
import type { Ports } from './ports';
import { FIRST, INSTALL, packRow, sealRows, SESSION, SLOTS, SYNCED } from './rows';
import { commit, Records, type Standing } from './save';
import { isGone } from './views';

const SCAN = 500;
const FIRST_PAGES = 50;

export class Join {
  private constructor(
    private readonly ports: Ports,
    private readonly found: LoggedIn,
    /** What the server has, in memory. */
    private readonly server: MemoryStore,
    private readonly records: readonly Standing[],
  ) {}

  /** J1, J2: logs in and looks at everything the server has. */
  static async look(ports: Ports, login: string, secret: string, kind: SecretKind): Promise<Join> {
    const found = await logIn(ports, login, secret, kind);
    const { signed, keyring } = found;
    const server = new MemoryStore();
    const device = new Device(server, unb64(signed.log_id, 16), keyring.keys, ports.random);
    const client = clientOf(ports, signed.origin, signed.token);
    let done = 0;
    const outcome = await client.run(runRound(device, Math.floor(ports.now() / 1000), { send: false }), (effect) => {
      if (effect.effect === 'changed') ports.emit({ event: 'opening', done: (done += effect.records.size), total: done + 1 });
    });
    ports.emit({ event: 'opening', done, total: done });
    if (outcome.state === 'offline') throw new Refusal('offline');
    if (outcome.state !== 'up_to_date') throw new Refusal('refused');
    const records = await openAll(new Records(server, keyring, '000000', ports.random, ports.now));
    return new Join(ports, found, server, records);
  }

  /** J3: what a fresh device cannot check, the person can. */
  preview(): JoinPreview {
    const pages = this.records.filter(({ record }) => record.type === 'entry');
    const newest_ms = Math.max(...pages.map(({ record }) => record.at[0]));
    const devices = this.records.filter(({ record }) => record.type === 'device').map(({ record }) => {
      const { name, seen_day } = read('device', record.f);
      return { name, seen_day };
    });
    return { newest_day: pages.length > 0 ? dayOf(newest_ms) : null, entries: pages.length, devices };
  }

  /** Keeps it: one transaction. `isHere`: rows of this vault are on the device and only its slots were lost. */
  async adopt(isHere: boolean): Promise<Keyring> {
    const { random, store } = this.ports;
    const { signed, keyring } = this.found;
    const named = await sealRows(keyring, random, {
      [SESSION]: signed, [INSTALL]: newInstall(random), [FIRST]: this.#first(), [SYNCED]: this.ports.now(),
    });
    named.set(SLOTS, packRow(this.#slots()));
    if (isHere) {
      await this.#checkSame();
      await commit(store, { forget: true, named });
      return keyring;
    }
    const floor = await this.server.floor();
    const objects = (await all(this.server)).map((one) => ({ ...one, lv: 1, rev: 1 }));
    const [rows, arrivals] = [await this.server.rows(), await this.server.arrivals()];
    await commit(store, { forget: true, ...(floor && { floor }), rows, objects, arrivals, named });
    return keyring;
  }

  /** Lets the server forget the session that will not be used. */
  async cancel(): Promise<void> {
    const { origin, token, session_id } = this.found.signed;
    await clientOf(this.ports, origin, token).endSession(session_id).catch(() => undefined);
  }

  /** The slot that just opened, and the copies of the others in the journal. */
  #slots(): SlotJson[] {
    const keys = this.records.find(({ record }) => record.type === 'keys')?.record;
    const copies = keys ? Object.values(read('keys', keys.f).slots) as SlotJson[] : [];
    const { slot } = this.found;
    return [slot, ...copies.filter((one) => isFields(one) && one.kind !== slot.kind)];
  }

  #first(): { pages: string[]; others: string[]; count: number } {
    const pages = this.records.filter(({ record }) => record.type === 'entry');
    pages.sort((x, y) => madeOf(y.record) - madeOf(x.record));
    const others = this.records.filter(({ record }) => record.type !== 'entry');
    return { pages: pages.slice(0, FIRST_PAGES).map(({ id }) => id), others: others.map(({ id }) => id), count: this.records.length };
  }

  /** Rows of another vault stay untouched. Throws Refusal `damaged`. */
  async #checkSame(): Promise<void> {
    const { store, random, now } = this.ports;
    const here = await store.scan(null, SCAN);
    const opened = await new Records(store, this.found.keyring, '000000', random, now).open(here);
    if (!opened.some((standing) => standing !== null)) throw new Refusal('damaged');
  }
}

async function openAll(records: Records): Promise<Standing[]> {
  const standings = await records.open(await all(records.store as MemoryStore));
  return standings.filter((one): one is Standing => one !== null && !isGone(one.record));
}

async function all(store: MemoryStore): Promise<StoredObject[]> {
  return store.scan(null, Infinity);
}

function madeOf(record: VaultRecord): number {
  return read('entry', record.f).made_ms;
}

