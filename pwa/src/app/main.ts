import '../styles/index.css';
import { mount } from 'svelte';
import { allWords, alwaysKnown, t } from '../i18n/words';
import App from './App.svelte';
import { watchAutolock } from './autolock';
import { deviceWord } from './device';
import { watchInstall } from './install.svelte';
import { flushAll } from './leave';
import { notePlace } from './place';
import { loadPrefs } from './prefs.svelte';
import { here, startRouter } from './router.svelte';
import { watchUpdates } from './update.svelte';
import { app, canLock, lock, openVault, tellPresence } from './vault.svelte';

const DEVICE = { phone: 'common.phone', tablet: 'common.tablet', computer: 'common.computer' } as const;

const target = document.getElementById('app')!;

// First of all, so that the worker starts while the page is put together.
openVault().catch(() => { app.broken = true; });
allWords().catch(() => undefined);

loadPrefs();
alwaysKnown({ device: t(DEVICE[deviceWord(navigator)]) });
startRouter();
// Before the shell, so that a lock that is due comes before anything it would paint.
watchAutolock({
  minutes: () => (canLock(app.status) ? app.status!.autolockMin : null),
  lock: () => void lock(),
  used: () => void tell(true),
});
watchInstall();

target.replaceChildren();
mount(App, { target });

document.addEventListener('visibilitychange', () => void (document.visibilityState === 'hidden' ? leave() : tell(true)));
addEventListener('pagehide', () => void leave());

/** The phone may never come back to this page: words are sealed, the place is noted, the worker syncs at once. */
async function leave(): Promise<void> {
  await flushAll();
  if (app.status?.phase === 'open' && app.status.setup === null) await notePlace(here.route.path).catch(() => undefined);
  // Storing took a moment: the person may be back already.
  await tell(document.visibilityState === 'visible');
}

async function tell(visible: boolean): Promise<void> {
  await tellPresence(visible).catch(() => undefined);
}

if (import.meta.env.PROD) void watchUpdates();
