/** What must be stored before the screen may go: typed words that are not sealed yet. */
type Flush = () => void | Promise<void>;

const WAIT_MS = 2_000;
const waiting = new Set<Flush>();

/** Registers a screen's flush; the returned function takes it back. It may be called at any moment, often. */
export function keepSafe(flush: Flush): () => void {
  waiting.add(flush);
  return () => { waiting.delete(flush); };
}

/** Stores everything open. Settles after two seconds at the latest, so that a lock is never held up. */
export async function flushAll(): Promise<void> {
  if (waiting.size === 0) return;
  const all = Promise.allSettled([...waiting].map(async (flush) => { await flush(); }));
  await Promise.race([all, new Promise((done) => { setTimeout(done, WAIT_MS); })]);
}
