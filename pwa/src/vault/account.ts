/** The vault's side of a server: whether there is one, and how things stand with it. */
import { b64 } from '../crypto/encoding';
import { compareDigits } from '../crypto/identity';
import type { SessionRow, SyncState } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import * as notice from '../sync/notice';
import type { Keyring } from './keyring';
import { readSlots } from './keys';
import { Loop } from './loop';
import type { Open } from './open';
import type { Ports } from './ports';
import type { Rounds } from './rounds';
import { packRow, readSealed, sealRows, SESSION, SLOTS, SYNCED } from './rows';
import { readSigned, type Signed } from './signed';

const LOCAL: SyncState = { state: 'local' };

/** What talks to a server is loaded when there is one: a journal that stays on this device never needs it. */
export class Account {
  readonly #ports: Ports;
  readonly #open: Open;
  #signed: Signed | null;
  #loop: Loop | null = null;
  #rounds: Rounds | null = null;

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

  /** Without a server there is only what this device itself can tell. */
  get state(): SyncState {
    const count = this.#open.unreadable.size;
    return this.#loop?.state ?? (count > 0 ? { state: 'unreadable', count } : LOCAL);
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

  /** A round now, if there is a server; else how things stand here. */
  wake(): void {
    if (this.#loop) this.#loop.wake();
    else this.#ports.emit({ event: 'sync', state: this.state });
  }

  stop(): void {
    this.#loop?.stop();
  }

  async sync(): Promise<SyncState> {
    return await this.#loop?.ask() ?? this.state;
  }

  /** The person has read that the server's log took another path. */
  async dismissHealed(): Promise<SyncState> {
    await notice.markRead(this.#ports.store);
    if (this.#loop?.state.state === 'healed') this.#loop.show(await this.#lastState(this.#ports.now()));
    return this.state;
  }

  /** Protocol 9.2. Throws Refusal. */
  async connect(login: string, passphrase: string, invite?: string): Promise<void> {
    if (this.#signed) throw new Refusal('refused');
    const { connect } = await import('./connect');
    this.#signed = await connect(this.#ports, this.#open, login, passphrase, invite);
    await this.#start();
  }

  /** After the session ended or keys changed elsewhere. Returns the roots when there are new ones. */
  async signInAgain(passphrase: string): Promise<Keyring | null> {
    const before = this.#signed;
    if (!before) throw new Refusal('refused');
    const { logIn } = await import('./login');
    const { signed, keyring, slot } = await logIn(this.#ports, before.login, passphrase, 'passphrase');
    const { records } = this.#open;
    const isSame = b64(keyring.vault) === b64(records.keyring.vault);
    if (!isSame || keyring.epoch < records.keyring.epoch) throw new Refusal('refused');
    const others = (await readSlots(this.#ports.store)).filter(({ kind }) => kind !== 'passphrase');
    const named = await sealRows(keyring, this.#ports.random, { [SESSION]: signed });
    named.set(SLOTS, packRow([slot, ...others]));
    // Another log of the same vault: what the old one said about the server's side is void.
    await records.commit({ forget: signed.log_id !== before.log_id, named });
    this.#signed = signed;
    if (keyring.epoch > records.keyring.epoch) return keyring;
    await this.#start();
    return null;
  }

  async sessions(): Promise<SessionRow[]> {
    return (await this.#link()).sessions();
  }

  async endSession(sessionId: string): Promise<void> {
    await (await this.#link()).endSession(sessionId);
    if (sessionId === this.#signed?.session_id) await this.sync();
  }

  /** Twelve digits to compare with another device, or null before the first round. */
  async compareDigits(): Promise<string | null> {
    const floor = await this.#ports.store.floor();
    return floor && compareDigits(floor.id);
  }

  async #start(): Promise<void> {
    this.stop();
    this.#rounds = null;
    this.#begin({ state: 'pending', pending: await this.#pending() });
    this.wake();
  }

  #begin(state: SyncState): void {
    this.#loop = new Loop({
      round: (asked) => this.#ports.tabs.alone('selfward-sync', async () => (await this.#link()).run(asked)),
      pending: () => this.#pending(),
      unreadable: () => this.#open.unreadable.size,
      show: (shown) => this.#ports.emit({ event: 'sync', state: shown }),
      now: this.#ports.now,
      later: this.#ports.later,
    }, state);
  }

  async #link(): Promise<Rounds> {
    if (!this.#signed) throw new Refusal('signed_out');
    const { Rounds } = await import('./rounds');
    return this.#rounds ??= new Rounds(this.#ports, this.#open, this.#signed);
  }

  async #lastState(synced_ms: number | null): Promise<SyncState> {
    const pending = await this.#pending();
    return pending > 0 || synced_ms === null ? { state: 'pending', pending } : { state: 'up_to_date', at_ms: synced_ms };
  }

  async #pending(): Promise<number> {
    return (await this.#ports.store.dirty()).length;
  }
}
