/** Talking to the server: sync rounds and what they change here, and the list of sessions. */
import { b64, unb64 } from '../crypto/encoding';
import { read } from '../journal/kinds';
import type { Id, SessionRow } from '../rpc/api';
import type { Client } from '../sync/client';
import { Device } from '../sync/device';
import { make } from '../sync/record';
import { runRound, type Outcome } from '../sync/session';
import { edit } from './edit';
import { dayOf } from './install';
import { clientOf, heeded } from './login';
import type { Open } from './open';
import type { Ports } from './ports';
import { sealRows, SYNCED } from './rows';
import type { Signed } from './signed';

export class Rounds {
  readonly #ports: Ports;
  readonly #open: Open;
  readonly #signed: Signed;
  readonly #client: Client;
  readonly #device: Device;

  constructor(ports: Ports, open: Open, signed: Signed) {
    this.#ports = ports;
    this.#open = open;
    this.#signed = signed;
    this.#client = clientOf(ports, signed.origin, signed.token);
    const { store, keyring, random } = open.records;
    this.#device = new Device(store, unb64(signed.log_id, 16), keyring.keys, random);
  }

  /** One round. Afterwards the index holds what came, and the other tabs know. */
  async run(asked: boolean): Promise<Outcome> {
    await this.#noteDevice();
    const now_ms = this.#ports.now();
    const changed = new Set<Id>();
    const sent = new Set<Id>();
    let opening: Promise<void> = Promise.resolve();
    const round = runRound(this.#device, Math.floor(now_ms / 1000), { asked });
    const outcome = await this.#client.run(round, (effect) => {
      if (effect.effect === 'acknowledged') for (const id of effect.ids) sent.add(b64(id));
      if (effect.effect !== 'changed') return;
      const ids = [...effect.records.keys()];
      for (const id of ids) changed.add(id);
      opening = opening.then(() => this.#open.refresh(ids));
    });
    await opening;
    await this.#open.refreshSynced();
    if (changed.size > 0) await this.#open.noteFirst();
    if (changed.size + sent.size > 0) {
      this.#ports.tabs.tell({ changed: [...changed, ...sent] });
      await this.#noteSynced(now_ms);
    }
    return outcome;
  }

  /** The server knows ids and days; the names are in the journal. */
  sessions(): Promise<SessionRow[]> {
    const devices = this.#open.index.ofType('device').map(({ record }) => read('device', record.f));
    return heeded(async () => (await this.#client.sessions()).map(({ sessionId, createdDay, seenDay, current }) => ({
      session_id: sessionId, created_day: createdDay, seen_day: seenDay, current,
      name: devices.find(({ session_id }) => session_id === sessionId)?.name ?? '',
    })));
  }

  endSession(sessionId: string): Promise<void> {
    return heeded(() => this.#client.endSession(sessionId));
  }

  /** This device in the list of devices: when it was last seen, at most once a day. */
  async #noteDevice(): Promise<void> {
    const { records, deviceId, index } = this.#open;
    const { deviceName: name, now } = this.#ports;
    const seen_day = dayOf(now());
    const { session_id } = this.#signed;
    const known = index.other(deviceId)?.record.f;
    if (known?.['seen_day'] === seen_day && known['session_id'] === session_id) return;
    await this.#open.write(deviceId, (current) => {
      if (current) return edit(current, current, (f) => ({ ...f, seen_day, session_id }), this.#open.stamp());
      const f = { name, added_day: seen_day, seen_day, session_id };
      return { record: make(unb64(deviceId, 16), 'device', f, now(), records.tag) };
    });
  }

  async #noteSynced(now_ms: number): Promise<void> {
    const { records } = this.#open;
    await records.commit({ named: await sealRows(records.keyring, records.random, { [SYNCED]: now_ms }) });
  }
}
