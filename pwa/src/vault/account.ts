/** The vault's side of a server: the session, the rounds, and what they change here. */
import { b64, unb64 } from '../crypto/encoding';
import { compareDigits } from '../crypto/identity';
import type { Id, SessionRow, SyncState } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { Device } from '../sync/device';
import * as notice from '../sync/notice';
import { make } from '../sync/record';
import { runRound, type Outcome } from '../sync/session';
import { connect } from './connect';
import { edit } from './edit';
import { dayOf } from './install';
import type { Keyring } from './keyring';
import { readSlots } from './keys';
import { clientOf, heeded, logIdOf, logIn, readSigned, type Signed } from './login';
import { Loop } from './loop';
import type { Open } from './open';
import type { Ports } from './ports';
import { packRow, readSealed, sealRows, SESSION, SLOTS, SYNCED } from './rows';

const LOCAL: SyncState = { state: 'local' };

export class Account {
  readonly #ports: Ports;
  readonly #open: Open;
  #signed: Signed | null;
  #loop: Loop | null = null;
  #device: Device | null = null;

  private constructor(ports: Ports, open: Open, signed: Signed | null) {
    this.#ports = ports;
    this.#open = open;
    this.#signed = signed;
  }

  static async load(ports: Ports, open: Open): Promise<Account> {
    const { store, keyring } = open.records;
    const account = new Account(ports, open, readSigned(await readSealed(store, keyring, SESSION)));
    const synced = await readSealed(store, keyring, SYNCED);
    if (account.#signed) account.#begin(await account.#lastState(typeof synced === 'number' ? synced : null));
    return account;
  }

  get login(): string | null {
    return this.#signed?.login ?? null;
  }

  get origin(): string | null {
    return this.#signed?.origin ?? null;
  }

  get state(): SyncState {
    return this.#loop?.state ?? LOCAL;
  }

  changed(): void {
    this.#loop?.changed();
  }

  hide(): void {
    this.#loop?.hide();
  }

  appear(): void {
    this.#loop?.appear();
  }

  /** A round now, if there is a server. */
  wake(): void {
    this.#loop?.wake();
  }

  stop(): void {
    this.#loop?.stop();
  }

  async sync(): Promise<SyncState> {
    return await this.#loop?.ask() ?? LOCAL;
  }

  /** The person has read that the server's log took another path. */
  async dismissHealed(): Promise<SyncState> {
    const { store } = this.#ports;
    await notice.markRead(store);
    if (this.#loop?.state.state === 'healed') this.#loop.show(await this.#lastState(this.#ports.now()));
    return this.state;
  }

  /** Protocol 9.2. Throws Refusal. */
  async connect(login: string, passphrase: string): Promise<void> {
    if (this.#signed) throw new Refusal('refused');
    this.#signed = await connect(this.#ports, this.#open, login, passphrase);
    this.#begin({ state: 'pending', pending: await this.#pending() });
    this.wake();
  }

  /** After the session ended or keys changed elsewhere. Returns the roots when there are new ones. */
  async signInAgain(passphrase: string): Promise<Keyring | null> {
    const before = this.#signed;
    if (!before) throw new Refusal('refused');
    const { signed, keyring, slot } = await logIn(this.#ports, before.login, passphrase, 'passphrase');
    const { records } = this.#open;
    if (b64(keyring.vault) !== b64(records.keyring.vault) || keyring.epoch < records.keyring.epoch) throw new Refusal('refused');
    const others = (await readSlots(this.#ports.store)).filter(({ kind }) => kind !== 'passphrase');
    const named = await sealRows(keyring, this.#ports.random, { [SESSION]: signed });
    named.set(SLOTS, packRow([slot, ...others]));
    // Another log of the same vault: what the old one said about the server's side is void.
    await records.commit({ forget: signed.log_id !== before.log_id, named });
    this.#signed = signed;
    if (keyring.epoch > records.keyring.epoch) return keyring;
    this.stop();
    this.#begin({ state: 'pending', pending: await this.#pending() });
    this.wake();
    return null;
  }

  sessions(): Promise<SessionRow[]> {
    return heeded(async () => (await this.#client().sessions()).map(({ sessionId, createdDay, seenDay, current }) => ({
      session_id: sessionId, created_day: createdDay, seen_day: seenDay, current,
    })));
  }

  async endSession(sessionId: string): Promise<void> {
    await heeded(() => this.#client().endSession(sessionId));
    if (sessionId === this.#signed?.session_id) await this.sync();
  }

  /** Twelve digits to compare with another device, or null before the first round. */
  async compareDigits(): Promise<string | null> {
    const floor = await this.#ports.store.floor();
    return floor && compareDigits(floor.id);
  }

  #begin(state: SyncState): void {
    const { records, unreadable } = this.#open;
    this.#device = new Device(records.store, logIdOf(this.#signed!), records.keyring.keys, records.random);
    this.#loop = new Loop({
      round: (asked) => this.#ports.tabs.alone('selfward-sync', () => this.#round(asked)),
      pending: () => this.#pending(),
      unreadable: () => unreadable.size,
      show: (shown) => this.#ports.emit({ event: 'sync', state: shown }),
      now: this.#ports.now,
      later: this.#ports.later,
    }, state);
  }

  async #round(asked: boolean): Promise<Outcome> {
    await this.#noteDevice();
    const now_ms = this.#ports.now();
    const changed = new Set<Id>();
    const sent = new Set<Id>();
    let opening: Promise<void> = Promise.resolve();
    const outcome = await this.#client().run(runRound(this.#device!, Math.floor(now_ms / 1000), { asked }), (effect) => {
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

  /** This device in the list of devices: when it was last seen, at most once a day. */
  async #noteDevice(): Promise<void> {
    const { records, deviceId } = this.#open;
    const { deviceName, now } = this.#ports;
    const seen_day = dayOf(now());
    const session_id = this.#signed!.session_id;
    const known = this.#open.index.other(deviceId)?.record.f;
    if (known?.['seen_day'] === seen_day && known['session_id'] === session_id) return;
    await this.#open.write(deviceId, (current) => (current
      ? edit(current, current, (f) => ({ ...f, seen_day, session_id }), this.#open.stamp())
      : { record: make(unb64(deviceId, 16), 'device', { name: deviceName, added_day: seen_day, seen_day, session_id }, now(), records.tag) }));
  }

  async #noteSynced(now_ms: number): Promise<void> {
    const { records } = this.#open;
    await records.commit({ named: await sealRows(records.keyring, records.random, { [SYNCED]: now_ms }) });
  }

  async #lastState(synced_ms: number | null): Promise<SyncState> {
    const pending = await this.#pending();
    return pending > 0 || synced_ms === null ? { state: 'pending', pending } : { state: 'up_to_date', at_ms: synced_ms };
  }

  async #pending(): Promise<number> {
    return (await this.#ports.store.dirty()).length;
  }

  #client(): ReturnType<typeof clientOf> {
    if (!this.#signed) throw new Refusal('signed_out');
    return clientOf(this.#ports, this.#signed.origin, this.#signed.token);
  }
}
