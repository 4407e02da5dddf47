/**
 * How the app looks on this device. Not secret, so it lies in localStorage under the names below;
 * public/look.js applies the first three before the first paint.
 */
type Theme = 'auto' | 'light' | 'dark';
type TextSize = 'usual' | 'large' | 'xl';

interface Prefs {
  theme: Theme;
  text: TextSize;
  /** Own words in the phone's letters instead of the serif that comes with the app. */
  letters: 'own' | 'device';
  /** Cover the screen when the app is left. */
  cover: 'yes' | 'no';
  /** The neutral name and icon chosen before installing. */
  name: 'usual' | 'kettle';
}

const DEFAULTS: Prefs = { theme: 'auto', text: 'usual', letters: 'own', cover: 'yes', name: 'usual' };
const ON_ROOT = new Set<keyof Prefs>(['theme', 'text', 'letters']);

export const prefs = $state<Prefs>({ ...DEFAULTS });

/** Reads what was chosen before. A browser that keeps nothing gets the defaults. */
export function loadPrefs(): void {
  for (const name of Object.keys(DEFAULTS) as (keyof Prefs)[]) {
    const kept = read(name);
    if (kept !== null) Object.assign(prefs, { [name]: kept });
  }
}

/** Takes effect at once and is kept. */
export function setPref<Name extends keyof Prefs>(name: Name, value: Prefs[Name]): void {
  Object.assign(prefs, { [name]: value });
  if (ON_ROOT.has(name)) {
    if (value === DEFAULTS[name]) document.documentElement.removeAttribute(`data-${name}`);
    else document.documentElement.setAttribute(`data-${name}`, value);
  }
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage may be closed to this page; the choice then lasts until the app is closed
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
