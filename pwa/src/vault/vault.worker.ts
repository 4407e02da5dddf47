/** The worker that holds the keys: gives the vault the real world and answers the page. */
import { serve } from '../rpc/serve';
import { workerUrl } from '../rpc/trusted';
import { workerDeriver } from './derive';
import { storedDeviceKey } from './devicekey';
import { deviceName } from './install';
import kdfUrl from './kdf.worker?worker&url';
import { handlers } from './methods';
import { IdbStore } from './store';
import { openTabs } from './tabs';
import type { VaultEvent } from '../rpc/api';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const emit = (event: VaultEvent): void => scope.postMessage(event);

/** Long enough to ask and to paint on a slow phone, short enough that nobody waits for a search. */
const FIRST_SCREEN_MS = 300;

serve(scope, handlers({
  store: new IdbStore('selfward'),
  deviceKey: storedDeviceKey(),
  deriver: workerDeriver(
    () => new Worker(workerUrl(kdfUrl), { type: 'module', name: 'kdf' }),
    (part) => emit({ event: 'deriving', part }),
  ),
  random: (n) => crypto.getRandomValues(new Uint8Array(n)),
  now: () => Date.now(),
  emit,
  fetcher: (...call) => fetch(...call),
  origin: scope.location.origin,
  deviceName: deviceName(scope.navigator.userAgent),
  tabs: openTabs(),
  later(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  firstScreen: () => new Promise((done) => { setTimeout(done, FIRST_SCREEN_MS); }),
  online: (listener) => scope.addEventListener('online', listener),
}));
