import type { Component } from 'svelte';
import { allWords } from '../i18n/words';
import Unlock from '../screens/unlock/Unlock.svelte';
import type { ScreenName } from './routes';

export interface ScreenProps {
  /** The part of the path behind `:id`. */
  id?: string | undefined;
  query: URLSearchParams;
  path: string;
}

type Screen = Component<ScreenProps>;
type Load = () => Promise<{ default: Component<never> }>;

/**
 * Every screen comes as a chunk of its own, and all of them are kept on the device by the service worker. Only the
 * lock screen, where most starts end, is there from the first moment.
 */
const LOAD: Record<ScreenName, Load> = {
  today: () => import('../screens/today/Today.svelte'),
  checkIn: () => import('../screens/checkin/CheckIn.svelte'),
  checkIns: () => import('../screens/checkin/CheckIns.svelte'),
  journal: () => import('../screens/journal/Journal.svelte'),
  bin: () => import('../screens/journal/Bin.svelte'),
  write: () => import('../screens/write/Write.svelte'),
  entry: () => import('../screens/write/Entry.svelte'),
  moment: () => import('../screens/moment/Moment.svelte'),
  parts: () => import('../screens/parts/Parts.svelte'),
  map: () => import('../screens/map/Map.svelte'),
  mapWords: () => import('../screens/map/Words.svelte'),
  part: () => import('../screens/parts/Part.svelte'),
  partKnown: () => import('../screens/parts/PartKnown.svelte'),
  partAsk: () => import('../screens/parts/PartAsk.svelte'),
  partDoors: () => import('../screens/parts/PartDoors.svelte'),
  path: () => import('../screens/path/Path.svelte'),
  challenges: () => import('../screens/challenges/Challenges.svelte'),
  challenge: () => import('../screens/challenges/Challenge.svelte'),
  more: () => import('../screens/more/More.svelte'),
  look: () => import('../screens/more/Look.svelte'),
  lookingBack: () => import('../screens/looking/LookingBack.svelte'),
  terms: () => import('../screens/terms/Terms.svelte'),
  help: () => import('../screens/help/Help.svelte'),
  about: () => import('../screens/about/About.svelte'),
  security: () => import('../screens/security/Security.svelte'),
  recovery: () => import('../screens/security/Recovery.svelte'),
  connect: () => import('../screens/security/Connect.svelte'),
  signIn: () => import('../screens/security/SignIn.svelte'),
  devices: () => import('../screens/security/Devices.svelte'),
  addDevice: () => import('../screens/security/AddDevice.svelte'),
  lockAfter: () => import('../screens/security/LockAfter.svelte'),
  saved: () => import('../screens/security/Saved.svelte'),
  compare: () => import('../screens/security/Compare.svelte'),
  welcome: () => import('../screens/welcome/Welcome.svelte'),
  install: () => import('../screens/welcome/Install.svelte'),
  otherDevice: () => import('../screens/welcome/OtherDevice.svelte'),
  setup: () => import('../screens/setup/Setup.svelte'),
  unlock: () => Promise.resolve({ default: Unlock }),
};

/** Where the browser cannot tell when it is idle. */
const IDLE_MS = 300;
const loaded = new Map<ScreenName, Promise<Screen>>();

/** The component of a screen. A chunk that could not be fetched is asked for again next time. */
export function loadScreen(name: ScreenName): Promise<Screen> {
  const before = loaded.get(name);
  if (before) return before;
  const coming = (name === 'unlock' ? LOAD.unlock() : allWords().then(LOAD[name])).then((module) => module.default as unknown as Screen);
  coming.catch(() => { loaded.delete(name); });
  loaded.set(name, coming);
  return coming;
}

/** Fetches a screen that will be wanted soon, once the page has nothing better to do. */
export function prepareScreen(name: ScreenName): void {
  const fetchIt = (): void => { loadScreen(name).catch(() => undefined); };
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchIt);
  else setTimeout(fetchIt, IDLE_MS);
}
