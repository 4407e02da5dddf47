import type { Api, Method, Status, VaultError, VaultEvent } from '../rpc/api';
import type { Vault } from '../rpc/client';
import { flushAll } from './leave';
import { startVault } from './start-vault';

type Answer<M extends Method> = Awaited<ReturnType<Api[M]>>;
/** Methods whose answer is the new status. */
type StatusMethod = { [M in Method]: Api[M] extends (...input: never[]) => Status ? M : never }[Method];
type Changed = Extract<VaultEvent, { event: 'changed' }>;

/** What the whole interface knows of the vault. `status` is null until the worker has answered once. */
export const app = $state<{
  status: Status | null;
  /** 0-1 while a long derivation runs, else null. */
  deriving: number | null;
  opening: { done: number; total: number } | null;
  /** The lock is on its way: nothing personal may be painted any more. */
  closing: boolean;
  /** The worker never answered: no storage, or a browser that is too old. */
  broken: boolean;
}>({ status: null, deriving: null, opening: null, closing: false, broken: false });

let vault: Vault;
const changes = new Set<(change: Changed) => void>();
const locks = new Set<() => void>();

/** Starts the worker and asks how things stand. */
export async function openVault(): Promise<void> {
  vault = startVault();
  vault.listen(hear);
  app.status = await vault.call('status');
}

/** Asks the worker. Rejects with a `VaultError`. */
export async function call<M extends Method>(method: M, ...input: Parameters<Api[M]>): Promise<Answer<M>> {
  return await vault.call(method, ...input) as Answer<M>;
}

/** Asks for a step whose answer is the new status, and takes it over. */
export async function step<M extends StatusMethod>(method: M, ...input: Parameters<Api[M]>): Promise<Status> {
  try {
    const status = await call(method, ...input) as Status;
    app.status = status;
    return status;
  } finally {
    app.deriving = null;
  }
}

/** One sync round now; the state also arrives as an event. */
export async function syncNow(): Promise<void> {
  const state = await call('sync');
  if (app.status) app.status.sync = state;
}

/** Calls `listener` when entries, parts or challenges changed by sync or in another tab. */
export function onChanged(listener: (change: Changed) => void): () => void {
  changes.add(listener);
  return () => { changes.delete(listener); };
}

export function onLock(listener: () => void): () => void {
  locks.add(listener);
  return () => { locks.delete(listener); };
}

const LOCK_WAIT_MS = 1_000;

/**
 * Seals what is open, ends the worker with every key in it, and starts a fresh one without keys.
 * `told`: the worker asked for it, so the other tabs know already.
 */
export async function lock({ told = false }: { told?: boolean } = {}): Promise<void> {
  const status = app.status;
  if (app.closing || status?.phase !== 'open') return;
  app.closing = true;
  try {
    await flushAll();
    if (!told) await Promise.race([vault.call('lock').catch(() => undefined), new Promise((done) => { setTimeout(done, LOCK_WAIT_MS); })]);
    vault.terminate();
    app.status = { ...status, phase: 'locked' };
    app.opening = null;
    for (const listener of locks) listener();
    await openVault();
  } finally {
    app.closing = false;
  }
}

/** Tells the worker that the page came to the front or went to the back; locks when it was away for too long. */
export async function tellPresence(visible: boolean): Promise<void> {
  if (app.status?.phase !== 'open') return;
  const status = await call('presence', { visible });
  if (status.phase === 'locked') await lock({ told: true });
}

/** Gives up a derivation that takes too long; the call that wanted it rejects with `cancelled`. */
export async function cancelDerivation(): Promise<void> {
  await call('cancelDeriving');
  app.deriving = null;
}

/** Whether there is anything a lock would close: before the passphrase is chosen there is not. */
export function canLock(status: Status | null): boolean {
  return status?.phase === 'open' && (status.setup === null || status.setup === 'recovery');
}

export function isVaultError(error: unknown): error is VaultError {
  return typeof error === 'object' && error !== null && typeof (error as VaultError).code === 'string';
}

function hear(event: VaultEvent): void {
  switch (event.event) {
    case 'sync': if (app.status) app.status.sync = event.state; break;
    case 'changed': for (const listener of changes) listener(event); break;
    case 'opening':
      app.opening = event.done < event.total ? { done: event.done, total: event.total } : null;
      if (!app.opening) performance.mark('selfward:opened');
      break;
    case 'deriving':
      app.deriving = event.part < 1 ? event.part : null;
      if (event.part === 1) performance.mark('selfward:key');
      break;
    case 'lock': void lock({ told: true }); break;
  }
}
