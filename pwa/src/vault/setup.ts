/**
 * First run, without a network (protocol 9.1). Until the passphrase exists the root is locked under a key of this
 * device (5.5), so that the words typed meanwhile are sealed and survive a kill. Where the browser cannot keep such
 * a key they stay in memory only. The passphrase replaces the device key for good.
 */
import { b64, equal, unb64, type Bytes } from '../crypto/encoding';
import { DamagedError, FormatError } from '../crypto/errors';
import { ROOT_BYTES } from '../crypto/keys';
import { KDF_PASSPHRASE } from '../crypto/passphrase';
import { CODE_BYTES, decodeCode, encodeCode, seed as recoverySeed } from '../crypto/recovery';
import { makeSlot, openSlot, type SlotJson } from '../crypto/wrapping';
import { newChallenge, saysSomething } from '../journal/challenge';
import { read, type Brings } from '../journal/kinds';
import type { Challenge } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { isFields, make, type VaultRecord } from '../sync/record';
import { dayOf, deviceRecord, newInstall } from './install';
import { Keyring } from './keyring';
import { readSlots } from './keys';
import type { Ports } from './ports';
import { DEVICE_SLOT, FIRST, INSTALL, KIT, packRow, readPlain, readSealed, sealRows, SETUP, SLOTS, TRIES } from './rows';
import { commit, Records } from './save';

type Step = 'brings' | 'love' | 'passphrase';
/** What was told so far; becomes the first challenge. */
type Told = Answer & { step: Step; made_ms: number; challenge: string };
type Answer = { brings: Brings; words: string; love: string };

export class Setup {
  #prepared: SlotJson | null = null;

  private constructor(
    private readonly ports: Ports,
    private readonly keyring: Keyring,
    /** Whether the device key could be kept, and with it anything sealed now. */
    private readonly isKept: boolean,
    private told: Told,
  ) {}

  /** A new vault: makes its root. */
  static async begin(ports: Ports): Promise<Setup> {
    const { random } = ports;
    const keyring = new Keyring(new Map([[1, new Uint8Array(random(ROOT_BYTES))]]));
    const seed = await ports.deviceKey.make(random);
    const told: Told = {
      step: 'brings', brings: 'problem', words: '', love: '', made_ms: ports.now(), challenge: b64(random(16)),
    };
    const slot = seed && await makeSlot('device', seed, keyring.roots, {}, random);
    const setup = new Setup(ports, keyring, slot !== null, told);
    await setup.#keep(slot ? [[DEVICE_SLOT, packRow(slot)]] : []);
    return setup;
  }

  /** The first run that was interrupted on this device; null when there is none that can be gone on with. */
  static async resume(ports: Ports): Promise<Setup | null> {
    const slot = await readPlain(ports.store, DEVICE_SLOT);
    const seed = slot === undefined ? null : await ports.deviceKey.seed();
    if (!seed) return null;
    try {
      const keyring = new Keyring(await openSlot(slot, seed));
      const row = await readSealed(ports.store, keyring, SETUP);
      const told = isFields(row) ? row as Told : null;
      return told && new Setup(ports, keyring, true, told);
    } catch (error) {
      if (error instanceof DamagedError || error instanceof FormatError) return null;
      throw error;
    }
  }

  get step(): Step {
    return this.told.step;
  }

  challenges(): Challenge[] {
    const { challenge: id, brings, words, love, made_ms } = this.told;
    if (!saysSomething(words, love)) return [];
    const f = read('challenge', newChallenge(brings, words, love, made_ms));
    return [{ ...f, id, type: 'challenge', lv: 0, edited_ms: made_ms, binned: false, readonly: false, also: [] }];
  }

  /** What is being typed: stored, and the question stays the same. */
  async keepTold({ brings, words, love }: Answer): Promise<void> {
    this.told = { ...this.told, brings: read('challenge', { brings }).brings, words, love };
    await this.#keep();
  }

  async setBrings(brings: Brings, words: string): Promise<void> {
    this.told = { ...this.told, step: 'love', brings: read('challenge', { brings }).brings, words };
    await this.#keep();
  }

  async setLove(love: string): Promise<void> {
    this.told = { ...this.told, step: 'passphrase', love };
    await this.#keep();
  }

  /** First typing: derive, seal, forget (protocol 5.3). */
  async prepare(passphrase: string): Promise<void> {
    const { deriver, random } = this.ports;
    const salt = new Uint8Array(random(16));
    const seed = await deriver.derive({ passphrase, login: '', salt, kdf: KDF_PASSPHRASE });
    this.#prepared = await makeSlot('passphrase', seed, this.keyring.roots, { salt }, random);
  }

  /** Second typing: a fresh derivation opens what was sealed; then everything is stored in one transaction. */
  async confirm(passphrase: string): Promise<Keyring> {
    const slot = this.#prepared;
    if (!slot) throw new Refusal('no_match');
    await this.#check(slot, passphrase);
    if ((await readSlots(this.ports.store)).length > 0) throw new Refusal('refused');
    const code = new Uint8Array(this.ports.random(CODE_BYTES));
    await this.#store([slot, await this.#recoverySlot(code)], code);
    await this.ports.deviceKey.remove().catch(() => undefined);
    return this.keyring;
  }

  async #check(slot: SlotJson, passphrase: string): Promise<void> {
    const { login, salt, kdf } = slot;
    const seed = await this.ports.deriver.derive({ passphrase, login, salt: unb64(salt, 16), kdf });
    try {
      const roots = await openSlot(slot, seed);
      if (!equal(roots.get(1)!, this.keyring.roots.get(1)!)) throw new DamagedError('wrong_secret');
    } catch (error) {
      throw error instanceof DamagedError ? new Refusal('no_match') : error;
    }
  }

  async #recoverySlot(code: Bytes): Promise<SlotJson> {
    const slot = await makeSlot('recovery', recoverySeed(code), this.keyring.roots, {}, this.ports.random);
    await openSlot(slot, recoverySeed(decodeCode(encodeCode(code))));
    return slot;
  }

  async #store(slots: SlotJson[], code: Bytes): Promise<void> {
    const { random, store, now, deviceName } = this.ports;
    const install = newInstall(random);
    const records = new Records(store, this.keyring, install.tag, random, now);
    const made = this.#records(slots, install.tag).concat(deviceRecord(install, deviceName, now()));
    const named = await sealRows(this.keyring, random, {
      [INSTALL]: install,
      [SETUP]: { step: 'recovery' },
      [KIT]: { code: b64(code) },
      [FIRST]: { pages: [], others: made.map(({ id }) => id), count: made.length },
    });
    named.set(SLOTS, packRow(slots)).set(DEVICE_SLOT, null).set(TRIES, null);
    await records.commit({ objects: await Promise.all(made.map((record) => records.fresh(record))), named });
  }

  #records(slots: SlotJson[], tag: string): VaultRecord[] {
    const now_ms = this.ports.now();
    const single = (type: 'keys' | 'settings', f: VaultRecord['f']): VaultRecord =>
      make(this.keyring.singleton(type), type, f, now_ms, tag);
    const { brings, words, love, made_ms, challenge } = this.told;
    const first = make(unb64(challenge, 16), 'challenge', newChallenge(brings, words, love, made_ms), now_ms, tag);
    return [
      single('keys', { slots: Object.fromEntries(slots.map((slot) => [slot.slot_id, slot])) }),
      single('settings', { kit_made_day: dayOf(now_ms) }),
      ...(saysSomething(words, love) ? [first] : []),
    ];
  }

  async #keep(more: [string, Bytes][] = []): Promise<void> {
    if (!this.isKept) return;
    const { store, random } = this.ports;
    const named = await sealRows(this.keyring, random, { [SETUP]: this.told });
    await commit(store, { named: new Map([...named, ...more]) });
  }
}
