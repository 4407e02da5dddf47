import { prefs, setPref } from './prefs.svelte';

/** What Chromium hands over when the page may be installed; no other engine has it. */
interface InstallPrompt extends Event { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }

export const install = $state<{ prompt: InstallPrompt | null; done: boolean }>({ prompt: null, done: false });

/** Keeps the browser's offer until the person wants it. */
export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    install.prompt = event as InstallPrompt;
  });
  addEventListener('appinstalled', () => {
    install.prompt = null;
    install.done = true;
  });
  applyName();
}

/** Shows the browser's own question. An offer can be used once. */
export async function askToInstall(): Promise<void> {
  const offer = install.prompt;
  install.prompt = null;
  if (offer && (await offer.prompt()).outcome === 'accepted') install.done = true;
}

/** The usual name and icon, or the plain ones (a kettle). Only of use before installing. */
export function chooseName(name: 'usual' | 'kettle'): void {
  setPref('name', name);
  applyName();
}

function applyName(): void {
  const plain = prefs.name === 'kettle';
  point('link[rel="manifest"]', plain ? '/kettle.webmanifest' : '/manifest.webmanifest');
  point('link[rel="apple-touch-icon"]', plain ? '/icons/kettle-touch-icon.png' : '/icons/apple-touch-icon.png');
  point('link[rel="icon"]', plain ? '/icons/kettle.svg' : '/icons/icon.svg');
  document.querySelector('meta[name="apple-mobile-web-app-title"]')?.setAttribute('content', plain ? 'Kettle' : 'Selfward');
}

function point(selector: string, href: string): void {
  const link = document.querySelector(selector);
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href);
}
