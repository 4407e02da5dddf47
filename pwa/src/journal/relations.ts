/**
 * How parts stand to each other: only what the person declared. A line names two, one of them may be Self. What is
 * no longer so keeps its record and its end; what turned out to be one part is shown as one (people.ts).
 */
import type { Fields } from './kinds';
import { standsFor } from './people';
import type { R10 } from './shapes';
import { SELF, type RelationKind } from './vocabulary';

type Said = Pick<Fields<'relation'>, 'kind' | 'a' | 'b' | 'word' | 'ended_ms'>;
type Relation = Said & { id: string };
interface Someone { id: string; mergedInto: string; binned: boolean }

/** Kinds of two who stand alike: which of them is named first says nothing. */
const MUTUAL: readonly RelationKind[] = ['tug', 'gets_on'];
/** Kinds that Self may be an end of. Self is never a part: nobody looks after it, and it pulls on nobody. */
export const WITH_SELF: readonly RelationKind[] = ['gets_on', 'concerned', 'cares', 'own'];

export function isMutual(kind: RelationKind): boolean {
  return MUTUAL.includes(kind);
}

/** The same line with whoever stands for its ends by now; of two alike Self comes second. */
export function settled<R extends Said>(relation: R, parts: readonly Someone[]): R {
  const [a, b] = [standsFor(relation.a, parts), standsFor(relation.b, parts)];
  return isMutual(relation.kind) && a === SELF ? { ...relation, a: b, b: a } : { ...relation, a, b };
}

/** Lines that can be told: both ends are known, and are not one and the same by now. Oldest first, as they came. */
export function told<R extends Said>(relations: readonly R[], parts: readonly Someone[]): R[] {
  const known = new Set([SELF, ...parts.map(({ id }) => id)]);
  return relations.map((relation) => settled(relation, parts)).filter(({ a, b }) => known.has(a) && known.has(b) && a !== b);
}

/** Lines of the picture: still so, between those who are on the list, each once. Takes what `told` gives. */
export function drawn<R extends Said>(relations: readonly R[], parts: readonly Someone[]): R[] {
  const away = new Set(parts.filter(({ binned }) => binned).map(({ id }) => id));
  const seen = new Set<string>();
  return relations.filter((relation) => {
    if (relation.ended_ms !== null || away.has(relation.a) || away.has(relation.b)) return false;
    const name = sense(relation);
    return !seen.has(name) && seen.add(name);
  });
}

export type Refusal = 'nobody' | 'itself' | 'self' | 'same';

/**
 * Why a line cannot be drawn like this, or null. `others`: what `told` gives; one that ended may be drawn again.
 */
export function refusal(wanted: Omit<Relation, 'id'> & { id?: string }, others: readonly Relation[]): Refusal | null {
  if (wanted.a === '' || wanted.b === '') return 'nobody';
  if (wanted.a === wanted.b) return 'itself';
  if ((wanted.a === SELF || wanted.b === SELF) && !WITH_SELF.includes(wanted.kind)) return 'self';
  const isSame = others.some((other) => other.id !== wanted.id && other.ended_ms === null && sense(other) === sense(wanted));
  return isSame ? 'same' : null;
}

/** One observation of how tight a rope is. */
export interface Tightness { value: Exclude<R10, null>; at_ms: number }

/** What was said about how tight it is, newest first; asked and left open says nothing. */
export function tightness(readings: readonly { tension: R10; at_ms: number; made_ms: number }[]): Tightness[] {
  const said = readings.flatMap(({ tension, at_ms, made_ms }) => (tension === null ? [] : [{ value: tension, at_ms: at_ms || made_ms }]));
  return said.sort((x, y) => y.at_ms - x.at_ms);
}

/** What a line says, the same for two lines that say the same. */
function sense({ kind, a, b, word }: Omit<Said, 'ended_ms'>): string {
  const ends = isMutual(kind) && b < a ? [b, a] : [a, b];
  return [kind, ...ends, kind === 'own' ? word.trim() : ''].join('\n');
}
