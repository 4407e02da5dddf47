/** What the vault needs of the world around it. The worker gives the real things, tests give fakes. */
import type { Random } from '../crypto/encoding';
import type { VaultEvent } from '../rpc/api';
import type { Store } from '../sync/store';
import type { Deriver } from './derive';
import type { DeviceKey } from './devicekey';

export interface Ports {
  store: Store;
  deviceKey: DeviceKey;
  deriver: Deriver;
  random: Random;
  /** The clock on the wall, ms. */
  now(): number;
  emit(event: VaultEvent): void;
  fetcher: typeof fetch;
  /** scheme://host[:port] of the server this app came from. */
  origin: string;
  /** What to call this device in the list of devices. */
  deviceName: string;
  tabs: Tabs;
  /** Runs something later; the returned function calls it off. */
  later(run: () => void, ms: number): () => void;
  /** Ends when the first screen after unlocking had time to ask for what it shows. */
  firstScreen(): Promise<void>;
  /** Hears when the network comes back. */
  online(listener: () => void): void;
}

/** The other tabs of this app. */
export interface Tabs {
  /** Runs alone among all tabs; does not run, and answers undefined, while another one holds the name. */
  alone<T>(name: string, run: () => Promise<T>): Promise<T | undefined>;
  tell(message: TabMessage): void;
  hear(listener: (message: TabMessage) => void): void;
}

/** These records changed, or all tabs lock. */
export type TabMessage = { changed: readonly string[] } | { lock: true };
