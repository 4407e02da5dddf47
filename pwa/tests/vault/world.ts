import { createHash } from 'node:crypto';
import type { Bytes } from '../../src/crypto/encoding';
import { normalise } from '../../src/crypto/passphrase';
import type { VaultEvent } from '../../src/rpc/api';
import { Refusal } from '../../src/rpc/refusal';
import type { Handlers } from '../../src/rpc/serve';
import { MemoryStore, type Store } from '../../src/sync/store';
import type { Derivation } from '../../src/vault/derive';
import { handlers } from '../../src/vault/methods';
import type { Ports, TabMessage } from '../../src/vault/ports';
import { seeded } from '../seeded';

export const PASSPHRASE = 'harbour violet kettle drift answer mild';
const START_MS = Date.UTC(2026, 10, 23, 8);

/** A clock that moves only when told, with whatever was asked for later. */
export class Clock {
  now_ms = START_MS;
  #due: { at_ms: number; run: () => void }[] = [];

  later = (run: () => void, ms: number): (() => void) => {
    const one = { at_ms: this.now_ms + ms, run };
    this.#due.push(one);
    return () => { this.#due = this.#due.filter((other) => other !== one); };
  };

  /** Moves on, running what falls due, each followed by everything it set going. */
  async advance(ms: number): Promise<void> {
    const end_ms = this.now_ms + ms;
    for (;;) {
      const next = this.#due.filter(({ at_ms }) => at_ms <= end_ms).sort((a, b) => a.at_ms - b.at_ms)[0];
      if (!next) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.now_ms = Math.max(this.now_ms, next.at_ms);
      next.run();
      await settle();
    }
    this.now_ms = end_ms;
    await settle();
  }
}

/** Lets everything that is under way come to rest: steps of sealing and opening wait for the same threads. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await crypto.subtle.digest('SHA-256', new Uint8Array(4096));
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

/** Waits until something holds; fails when it does not come to be. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await holds()) return;
    await settle();
  }
  throw new Error(`it never came to be: ${String(holds)}`);
}

/** One installation: what stays on the device when every tab of it is closed. */
export class Profile {
  readonly clock: Clock;
  store: Store = new MemoryStore();
  keepsDeviceKey = true;
  deviceSeed: Bytes | null = null;
  derivations: Derivation[] = [];
  fetcher: typeof fetch = () => Promise.reject(new TypeError('no network'));
  readonly #tabs: ((message: TabMessage) => void)[] = [];
  readonly #held = new Set<string>();
  readonly #online: (() => void)[] = [];
  readonly #random;

  constructor(seed: number, clock = new Clock()) {
    this.clock = clock;
    this.#random = seeded(seed);
  }

  /** The network came back. */
  comeOnline(): void {
    for (const listener of this.#online) listener();
  }

  /** A tab with a vault worker of its own. */
  open(): Tab {
    const events: VaultEvent[] = [];
    const own: { hear: (message: TabMessage) => void } = { hear: () => undefined };
    const ports: Ports = {
      store: this.store,
      deviceKey: {
        make: async (random) => (this.keepsDeviceKey ? (this.deviceSeed = new Uint8Array(random(32))) : null),
        seed: async () => this.deviceSeed,
        remove: async () => { this.deviceSeed = null; },
      },
      deriver: {
        derive: async (request) => {
          this.derivations.push(request);
          if (request.passphrase === 'never ends') throw new Refusal('cancelled');
          return stretched(request);
        },
        cancel: () => undefined,
      },
      random: this.#random,
      now: () => this.clock.now_ms,
      emit: (event) => events.push(event),
      fetcher: (...call) => this.fetcher(...call),
      origin: 'http://localhost:8000',
      deviceName: 'Firefox, Linux',
      tabs: {
        alone: async (name, run) => {
          if (this.#held.has(name)) return undefined;
          this.#held.add(name);
          return run().finally(() => this.#held.delete(name));
        },
        tell: (message) => { for (const hear of this.#tabs) if (hear !== own.hear) hear(message); },
        hear: (listener) => {
          own.hear = listener;
          this.#tabs.push(listener);
        },
      },
      later: this.clock.later,
      firstScreen: async () => undefined,
      online: (listener) => { this.#online.push(listener); },
    };
    return { ...handlers(ports), events };
  }

  /** A tab in which first run is done and the journal is open. */
  async ready(): Promise<Tab> {
    const tab = this.open();
    await tab.begin();
    await tab.setBrings({ brings: 'hope', words: 'I say yes to everybody.' });
    await tab.setLove({ love: 'Say a kind no.' });
    await tab.preparePassphrase({ passphrase: PASSPHRASE });
    await tab.confirmPassphrase({ passphrase: PASSPHRASE });
    await tab.postponeRecovery();
    await settle();
    return tab;
  }

  /** A new tab, unlocked. */
  async reopened(secret = PASSPHRASE): Promise<Tab> {
    const tab = this.open();
    await tab.unlock({ secret, kind: 'passphrase' });
    await settle();
    return tab;
  }

  /** Every byte that rests on the device, as text. */
  async everything(): Promise<string> {
    const { store } = this;
    const named = await Promise.all((await store.names()).map((name) => store.named(name)));
    const objects = await store.scan(null, 10_000);
    const arrays = [...named, ...objects.flatMap(({ local, base }) => [local, base])];
    return arrays.map((bytes) => (bytes ? Buffer.from(bytes).toString('latin1') : '')).join('\n');
  }
}

export type Tab = Handlers & { events: VaultEvent[] };

/** In place of Argon2id: as one-way, and quick. */
function stretched({ passphrase, login, salt, kdf }: Derivation): Bytes {
  const hash = createHash('sha256').update(normalise(passphrase)).update(`|${login}|${kdf}|`).update(salt);
  return new Uint8Array(hash.digest());
}
