/** The roots while the vault is open, and what is sealed with them. Ending the worker is what forgets them. */
import { decode, encode, type Bytes, type Random, type Value } from '../crypto/encoding';
import { KIND_LOCAL, localContext, open, seal } from '../crypto/envelope';
import { epochKeys, singletonId, vaultId, type EpochKeys } from '../crypto/keys';

export class Keyring {
  /** By epoch, for 1 to the newest without gaps. */
  readonly roots: ReadonlyMap<number, Bytes>;
  readonly keys: ReadonlyMap<number, EpochKeys>;
  readonly #local: ReadonlyMap<number, Bytes>;

  constructor(roots: ReadonlyMap<number, Bytes>) {
    this.roots = roots;
    this.keys = new Map([...roots].map(([epoch, root]) => [epoch, epochKeys(root)]));
    this.#local = new Map([...this.keys].map(([epoch, keys]) => [epoch, keys.local]));
  }

  /** The newest epoch. */
  get epoch(): number {
    return this.roots.size;
  }

  /** Which vault this is, 16 bytes. */
  get vault(): Bytes {
    return vaultId(this.roots.get(1)!);
  }

  /** The 16-byte id of a record that exists once per vault. */
  singleton(name: string): Bytes {
    return singletonId(this.roots.get(1)!, name);
  }

  /** Seals a row that never leaves this device (kind 8). */
  sealRow(name: string, value: Value, random: Random): Promise<Bytes> {
    return seal(this.#local.get(this.epoch)!, KIND_LOCAL, this.epoch, localContext(name), encode(value), random);
  }

  /** What `sealRow` sealed under this name. Throws CryptoError. */
  async openRow(name: string, envelope: Uint8Array): Promise<Value> {
    return decode(await open(this.#local, KIND_LOCAL, localContext(name), envelope));
  }
}
