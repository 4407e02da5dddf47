import { poppedCover, takeCoverEntry } from '../ui/cover';
import { flushAll } from './leave';
import { match, type Route } from './routes';

/** What this app keeps with each history entry. `depth` counts entries since the app was opened. */
interface Mark { depth: number; scroll: number }

export const here = $state<{ route: Route; scroll: number }>({ route: match('/'), scroll: 0 });

let depth = 0;

/** Listens to the address. Call once; `here` tells where the person is. */
export function startRouter(): void {
  history.scrollRestoration = 'manual';
  depth = markOf(history.state).depth;
  here.route = match(location.pathname + location.search);
  addEventListener('popstate', (event) => {
    if (poppedCover()) return;
    const mark = markOf(event.state);
    depth = mark.depth;
    arrive(location.pathname + location.search, mark.scroll);
  });
  document.addEventListener('click', followLink);
}

/** Goes to a path of this app. `replace` leaves no way back to the present screen. */
export function go(address: string, { replace = false }: { replace?: boolean } = {}): void {
  const onto = takeCoverEntry() || replace;
  if (onto) {
    history.replaceState({ depth, scroll: 0 } satisfies Mark, '', address);
  } else {
    history.replaceState({ depth, scroll: scrollY } satisfies Mark, '');
    depth += 1;
    history.pushState({ depth, scroll: 0 } satisfies Mark, '', address);
  }
  arrive(address, 0);
}

/** To where the person came from; to the screen above when the app was opened here. */
export function back(): void {
  if (depth > 0) history.back();
  else go(here.route.up, { replace: true });
}

/** Forgets where the person was: for the lock. Earlier entries keep their address and nothing else. */
export function forget(address: string): void {
  takeCoverEntry();
  depth = 0;
  history.replaceState({ depth, scroll: 0 } satisfies Mark, '', address);
  arrive(address, 0);
}

function arrive(address: string, scroll: number): void {
  void flushAll();
  here.route = match(address);
  here.scroll = scroll;
}

function markOf(state: unknown): Mark {
  const mark = (state ?? {}) as Partial<Mark>;
  return { depth: mark.depth ?? 0, scroll: mark.scroll ?? 0 };
}

/** Plain links to this app's own paths change the screen without loading the page anew. */
function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download') || link.hash) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
