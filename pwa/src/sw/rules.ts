/** What the service worker does with a request: `page` and `file` come from the shell, the rest is left alone. */
export type Rule = 'page' | 'file' | 'leave';

interface Asked {
  method: string;
  url: string;
  origin: string;
  /** The browser wants a whole page. */
  navigation: boolean;
  /** Paths of the shell, `/` among them. */
  files: readonly string[];
}

/** The API, other origins and anything but reading is never answered by the worker. */
export function answerFor({ method, url, origin, navigation, files }: Asked): Rule {
  const target = new URL(url);
  if (method !== 'GET' || target.origin !== origin || target.pathname.startsWith('/v1/')) return 'leave';
  if (navigation) return files.includes(target.pathname) && target.pathname !== '/' ? 'file' : 'page';
  return files.includes(target.pathname) || target.pathname.startsWith('/assets/') ? 'file' : 'leave';
}

/** Which shells stay when `current` takes over: itself and the newest one before it, for pages still open. */
export function keep(shells: readonly string[], current: string): string[] {
  const before = shells.filter((name) => name !== current).at(-1);
  return before === undefined ? [current] : [current, before];
}
