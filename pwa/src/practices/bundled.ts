/** The practices that come with the app. Loaded when they are asked for: no first screen needs them. */
import type { PlaceName } from './fill';
import type { Practice } from './practice';
import { readPractice } from './schema';

const CLOSING = 'p0';
const NEUTRAL = 'neutral';
const files = import.meta.glob<unknown>('./content/en/*.json', { eager: true, import: 'default' });
const byName = new Map(Object.entries(files).map(([path, value]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), value]));

/** By goal, in the order they stand in. */
export const PRACTICES: readonly Practice[] = [...byName]
  .filter(([name]) => name !== CLOSING && name !== NEUTRAL)
  .map(([, value]) => readPractice(value, 'bundled'))
  .sort((x, y) => (x.id < y.id ? -1 : 1));

/** What every practice ends with. */
export const CLOSING_PRACTICE: Practice = readPractice(byName.get(CLOSING), 'bundled');

/** What stands in for a name nobody gave (fill.ts). */
export const NEUTRAL_NAMES = byName.get(NEUTRAL) as Readonly<Record<PlaceName, string>>;

export function practiceById(id: string): Practice | null {
  return PRACTICES.find((one) => one.id === id) ?? null;
}
