import type { Key } from '../i18n/words';

export type ScreenName =
  | 'today' | 'checkIn' | 'checkIns' | 'journal' | 'bin' | 'write' | 'entry' | 'moment' | 'parts' | 'map' | 'mapWords' | 'part' | 'partKnown' | 'partAsk' | 'partDoors' | 'more' | 'look' | 'about'
  | 'security' | 'recovery' | 'connect' | 'signIn' | 'devices' | 'addDevice' | 'lockAfter' | 'saved' | 'compare'
  | 'lookingBack' | 'terms' | 'help' | 'path' | 'challenges' | 'challenge'
  | 'welcome' | 'install' | 'otherDevice' | 'setup' | 'unlock';

interface Row {
  pattern: string;
  screen: ScreenName;
  /** What the window is called while the journal is open: never a person's own words. */
  title: Key;
  /** Where "back" goes when the app was opened here. */
  up: string;
  /** A root screen: the bar stays. */
  root?: true;
  dawn?: true;
}

/** Which screen a path shows. `:id` is one path segment. Order matters: the first match counts. */
const ROWS: readonly Row[] = [
  { pattern: '/', screen: 'today', title: 'common.today', up: '/', root: true, dawn: true },
  { pattern: '/check-in', screen: 'checkIn', title: 'checkin.title', up: '/' },
  { pattern: '/check-in/:id', screen: 'checkIn', title: 'checkin.title', up: '/check-ins' },
  { pattern: '/check-ins', screen: 'checkIns', title: 'checkin.list', up: '/' },
  { pattern: '/journal', screen: 'journal', title: 'common.journal', up: '/', root: true },
  { pattern: '/journal/bin', screen: 'bin', title: 'common.journal', up: '/journal' },
  { pattern: '/write', screen: 'write', title: 'common.write', up: '/' },
  { pattern: '/write/:id', screen: 'write', title: 'common.write', up: '/journal' },
  { pattern: '/entry/:id', screen: 'entry', title: 'common.journal', up: '/journal' },
  { pattern: '/moment', screen: 'moment', title: 'moment.window', up: '/' },
  { pattern: '/moment/:id', screen: 'moment', title: 'moment.window', up: '/' },
  { pattern: '/parts', screen: 'parts', title: 'common.parts', up: '/', root: true },
  { pattern: '/parts/map', screen: 'map', title: 'common.parts', up: '/parts', root: true },
  { pattern: '/parts/map/words', screen: 'mapWords', title: 'common.parts', up: '/parts/map', root: true },
  { pattern: '/part/:id', screen: 'part', title: 'common.parts', up: '/parts' },
  { pattern: '/part/:id/known', screen: 'partKnown', title: 'common.parts', up: '/parts' },
  { pattern: '/part/:id/ask', screen: 'partAsk', title: 'common.parts', up: '/parts' },
  { pattern: '/part/:id/doors', screen: 'partDoors', title: 'common.parts', up: '/parts' },
  { pattern: '/path', screen: 'path', title: 'common.path', up: '/', root: true },
  { pattern: '/path/:id', screen: 'path', title: 'common.path', up: '/', root: true },
  { pattern: '/path/:id/steps', screen: 'path', title: 'common.path', up: '/', root: true },
  { pattern: '/challenges', screen: 'challenges', title: 'challenge.all', up: '/path' },
  { pattern: '/challenge/:id', screen: 'challenge', title: 'challenge.title', up: '/path' },
  { pattern: '/more', screen: 'more', title: 'common.more_short', up: '/' },
  { pattern: '/more/look', screen: 'look', title: 'more.look', up: '/more' },
  { pattern: '/more/install', screen: 'install', title: 'common.more_short', up: '/more' },
  { pattern: '/looking-back', screen: 'lookingBack', title: 'looking.title', up: '/more' },
  { pattern: '/looking-back/part/:id', screen: 'lookingBack', title: 'looking.title', up: '/looking-back' },
  { pattern: '/looking-back/challenge/:id', screen: 'lookingBack', title: 'looking.title', up: '/looking-back' },
  { pattern: '/words', screen: 'terms', title: 'terms.title', up: '/more' },
  { pattern: '/help', screen: 'help', title: 'help.title', up: '/more' },
  { pattern: '/about', screen: 'about', title: 'about.title', up: '/more' },
  { pattern: '/security', screen: 'security', title: 'security.title', up: '/more' },
  { pattern: '/security/recovery', screen: 'recovery', title: 'security.title', up: '/security' },
  { pattern: '/security/connect', screen: 'connect', title: 'security.title', up: '/security' },
  { pattern: '/security/sign-in', screen: 'signIn', title: 'security.title', up: '/security' },
  { pattern: '/security/devices', screen: 'devices', title: 'security.title', up: '/security' },
  { pattern: '/security/add-device', screen: 'addDevice', title: 'security.title', up: '/security' },
  { pattern: '/security/lock-after', screen: 'lockAfter', title: 'security.title', up: '/security' },
  { pattern: '/security/saved', screen: 'saved', title: 'security.title', up: '/security' },
  { pattern: '/security/compare', screen: 'compare', title: 'security.title', up: '/security' },
  { pattern: '/welcome', screen: 'welcome', title: 'welcome.window', up: '/welcome', dawn: true },
  { pattern: '/welcome/install', screen: 'install', title: 'welcome.window', up: '/welcome' },
  { pattern: '/welcome/other-device', screen: 'otherDevice', title: 'welcome.window', up: '/welcome' },
  { pattern: '/setup', screen: 'setup', title: 'welcome.window', up: '/welcome' },
  { pattern: '/unlock', screen: 'unlock', title: 'unlock.window', up: '/unlock', dawn: true },
];

export interface Route extends Omit<Row, 'pattern'> {
  path: string;
  /** The part of the path behind `:id`. */
  id?: string;
  query: URLSearchParams;
}

/** The route of a path with query; an unknown path is Today. */
export function match(address: string): Route {
  const { pathname, searchParams: query } = new URL(address, 'https://here.invalid');
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  const segments = path.split('/');
  for (const { pattern, ...rest } of ROWS) {
    const wanted = pattern.split('/');
    if (wanted.length !== segments.length) continue;
    if (!wanted.every((want, i) => (want === ':id' ? segments[i] !== '' : want === segments[i]))) continue;
    const at = wanted.indexOf(':id');
    const id = at < 0 ? undefined : segments[at];
    return id === undefined ? { ...rest, path, query } : { ...rest, path, query, id };
  }
  return match('/');
}
