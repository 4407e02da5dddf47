/** Two readings of one sitting: how it was before, how it was after. */
import type { R10 } from '../journal/shapes';

/** `null`: can't tell. */
export interface Pair { at_ms: number; before: number | null; after: number | null }

export interface RoomReading {
  /** The page or sitting it was noted with. */
  from: string;
  of: string;
  at_ms: number | null;
  room: R10;
}

/** Whoever comes back to a page the next day begins another sitting. */
const SITTING_MS = 12 * 3_600_000;
/** So many pairs stand side by side on a phone. */
const MOST = 12;

/**
 * The first and last reading of the room a part took in each sitting. A single reading is no pair. Readings of parts
 * that were merged since are not mixed with each other.
 */
export function roomPairs(readings: readonly RoomReading[], since_ms: number): Pair[] {
  const sittings = new Map<string, { at_ms: number; room: R10 }[]>();
  for (const { from, of, at_ms, room } of readings) {
    if (from === '' || at_ms === null || room === null || at_ms < since_ms) continue;
    const key = `${from} ${of}`;
    sittings.set(key, [...sittings.get(key) ?? [], { at_ms, room }]);
  }
  const pairs = [...sittings.values()].flatMap((all) => {
    const [first, ...others] = all.sort((x, y) => x.at_ms - y.at_ms);
    const last = others.findLast(({ at_ms }) => at_ms - first!.at_ms <= SITTING_MS);
    return last ? pairOf(first!.at_ms, first!.room, last.room) : [];
  });
  return newest(pairs);
}

/** How steady the person was before and after a sitting, where both were asked. */
export function steadyPairs(sittings: readonly { at_ms: number | null; before: R10; after: R10 }[], since_ms: number): Pair[] {
  return newest(sittings.flatMap(({ at_ms, before, after }) => (
    at_ms === null || at_ms < since_ms || before === null || after === null ? [] : pairOf(at_ms, before, after))));
}

/** A pair of which at least one side can be told. */
function pairOf(at_ms: number, before: R10, after: R10): Pair[] {
  const pair = { at_ms, before: known(before), after: known(after) };
  return pair.before === null && pair.after === null ? [] : [pair];
}

function known(value: R10): number | null {
  return typeof value === 'number' ? value : null;
}

function newest(pairs: readonly Pair[]): Pair[] {
  return [...pairs].sort((x, y) => x.at_ms - y.at_ms).slice(-MOST);
}
