import type { Api, Method, VaultEvent } from '../../src/rpc/api';
import type { Vault } from '../../src/rpc/client';
import { fakeApi, type Scenario } from './api';

let scenario = (new URLSearchParams(location.search).get('as') ?? 'fresh') as Scenario;

/** The in-page vault: answers after a tick, and is locked when it is started again. */
export function startVault(): Vault {
  const listeners = new Set<(event: VaultEvent) => void>();
  const api = fakeApi(scenario, (event) => { for (const listener of listeners) listener(event); });
  if (scenario !== 'fresh' && scenario !== 'setup') scenario = 'locked';
  return {
    async call<M extends Method>(method: M, ...input: Parameters<Api[M]>): Promise<ReturnType<Api[M]>> {
      await new Promise((done) => { setTimeout(done, 5); });
      return (api[method] as (...input: unknown[]) => ReturnType<Api[M]>)(...input);
    },
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    terminate() { listeners.clear(); },
  };
}
