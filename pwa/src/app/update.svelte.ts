import { serviceWorkerUrl } from '../rpc/trusted';
import { flushAll } from './leave';

const LOOK_EVERY_MS = 3_600_000;
const PATIENCE_MS = 5_000;

/** `ready`: a newer version waits for the person's word. `build`: id of the shell that runs. */
export const update = $state<{ ready: boolean; build: string | null }>({ ready: false, build: null });

let registration: ServiceWorkerRegistration | null = null;

/** Registers the service worker and looks for newer versions at the start, on return and every hour. */
export async function watchUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // Without a controller this is the first visit: what gets installed now is not an update.
  const hadShell = navigator.serviceWorker.controller !== null;
  try {
    registration = await navigator.serviceWorker.register(serviceWorkerUrl('/sw.js'), { updateViaCache: 'none' });
  } catch {
    return; // private windows may refuse; the app works without
  }
  const noteWaiting = (): void => { update.ready = hadShell && registration?.waiting !== null; };
  noteWaiting();
  registration.addEventListener('updatefound', () => {
    const coming = registration?.installing;
    coming?.addEventListener('statechange', noteWaiting);
  });
  const look = (): void => { registration?.update().catch(() => undefined); };
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') look(); });
  setInterval(look, LOOK_EVERY_MS);
  look();
  await checkShell();
}

/** The person said "now": stores the draft, lets the newer version take over, loads it once. */
export async function takeUpdate(): Promise<void> {
  await flushAll();
  let reloaded = false;
  const reload = (): void => {
    if (reloaded) return;
    reloaded = true;
    location.reload();
  };
  navigator.serviceWorker.addEventListener('controllerchange', reload);
  registration?.waiting?.postMessage({ kind: 'skip-waiting' });
  setTimeout(reload, PATIENCE_MS);
}

/** "Later": the offer returns at the next start. */
export function leaveUpdate(): void {
  update.ready = false;
}

/** Asks the running worker for its build and lets it fetch again what the browser dropped from the shell. */
async function checkShell(): Promise<void> {
  const worker = (await navigator.serviceWorker.ready).active;
  if (!worker) return;
  update.build = await ask<string>(worker, 'build');
  await ask(worker, 'check');
}

function ask<Answer>(worker: ServiceWorker, kind: 'build' | 'check'): Promise<Answer> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => { resolve(event.data as Answer); };
    worker.postMessage({ kind }, [port2]);
  });
}
