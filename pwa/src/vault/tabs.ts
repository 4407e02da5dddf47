/** The other tabs: who syncs, and what changed. Messages may be missed while a tab is frozen; nothing relies on one. */
import type { TabMessage, Tabs } from './ports';

const NAME = 'selfward';

export function openTabs(): Tabs {
  const channel = new BroadcastChannel(NAME);
  return {
    alone: (name, run) =>
      navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? run() : undefined)),
    tell: (message) => channel.postMessage(message),
    hear: (listener) => channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => listener(data)),
  };
}
