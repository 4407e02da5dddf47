import '../styles/index.css';
import { mount } from 'svelte';
import { alwaysKnown, t } from '../i18n/words';
import App from './App.svelte';
import { watchAutolock } from './autolock';
import { deviceWord } from './device';
import { watchInstall } from './install.svelte';
import { flushAll } from './leave';
import { notePlace } from './place';
import { loadPrefs } from './prefs.svelte';
import { here, startRouter } from './router.svelte';
import { watchUpdates } from './update.svelte';
import { app, canLock, lock, openVault } from './vault.svelte';

const target = document.getElementById('app')!;

loadPrefs();
alwaysKnown({ device: t(`common.${deviceWord(navigator)}`) });
startRouter();
// Before the shell, so that a lock that is due comes before anything it would paint.
watchAutolock({ minutes: () => (canLock(app.status) ? app.status!.autolockMin : null), lock: () => void lock() });
watchInstall();

target.replaceChildren();
mount(App, { target });
openVault().catch(() => { app.broken = true; });

document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') void leave(); });
addEventListener('pagehide', () => void leave());

/** The phone may never come back to this page: words are sealed and the place is noted. */
async function leave(): Promise<void> {
  await flushAll();
  if (app.status?.phase === 'open' && app.status.setup === null) await notePlace(here.route.path).catch(() => undefined);
}

if (import.meta.env.PROD) void watchUpdates();
