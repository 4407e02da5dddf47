/** The page of a part: everything noted that has to do with it, in one look through the index. */
import { linksOf, type NoteType } from '../journal/kinds';
import { mergedWith } from '../journal/people';
import { r10 } from '../journal/shapes';
import type { AnyNote, Id, Note, PartPage } from '../rpc/api';
import type { Open } from './open';
import type { Standing } from './save';
import { noteView } from './views';

/** Newest readings that are shown; the band of trust knows all of them. */
const READINGS = 20;
/** Days and years of these: they are told as a chart, or elsewhere. */
const OF_ITSELF: readonly string[] = ['reading', 'checkin'];
/** What other notes are about in turn: what is noted of these belongs on the page of the part. */
const CARRIERS: readonly string[] = ['concern', 'burden', 'release'];

/** @param id the part; those that were merged into it count as this one. */
export function partPage({ index, versions }: Pick<Open, 'index' | 'versions'>, id: Id): PartPage {
  const wanted = new Set(mergedWith(id, index.parts()));
  const all = index.notes().filter(({ id: one, record }) => one !== id && typeof record.f['binned_ms'] !== 'number');
  const naming = all.filter((one) => names(one, wanted));
  const readings = naming.filter(({ record: { type, f } }) => type === 'reading' && wanted.has(String(f['of'])));
  const carriers = new Set(naming.filter(({ record }) => CARRIERS.includes(record.type)).map((one) => one.id));
  const isShown = (one: Standing): boolean => !OF_ITSELF.includes(one.record.type);
  const shown = new Set([...naming.filter(isShown), ...all.filter((one) => names(one, carriers))]);
  const newest = readings.sort((x, y) => atOf(y) - atOf(x)).slice(0, READINGS);
  for (const one of [...shown, ...newest]) versions.give(one);
  return {
    notes: [...shown].flatMap((one) => noteView(one) ?? []).sort(oldestFirst),
    readings: newest.flatMap((one) => noteView(one) as Note<'reading'> | null ?? []),
    trust: readings.filter(({ record: { f } }) => Object.hasOwn(f, 'trust'))
      .map((one) => ({ at_ms: atOf(one), value: r10.read(one.record.f['trust']) })).reverse(),
  };
}

function names({ record }: Standing, wanted: ReadonlySet<Id>): boolean {
  return linksOf(record.type as NoteType, record.f).some((id) => wanted.has(id));
}

function atOf({ record: { f } }: Standing): number {
  return typeof f['at_ms'] === 'number' ? f['at_ms'] : 0;
}

function oldestFirst(x: AnyNote, y: AnyNote): number {
  return x.made_ms - y.made_ms || (x.id < y.id ? -1 : 1);
}
