/** The lines of the map, with what was said about how tight they are. */
import { read, type Fields } from '../journal/kinds';
import { tightness } from '../journal/relations';
import type { Id, Line, Note } from '../rpc/api';
import type { Notes } from './notes';
import type { Open } from './open';

/** All relations that are not in the bin, oldest first. */
export function linesOf(open: Open, notes: Notes): Line[] {
  const relations = notes.list('relation') as Note<'relation'>[];
  const readings = new Map<Id, Fields<'reading'>[]>(relations.map(({ id }) => [id, []]));
  for (const { record } of open.index.ofType('reading')) {
    const reading = read('reading', record.f);
    if (reading.binned_ms === null) readings.get(reading.of)?.push(reading);
  }
  return relations.map((relation) => ({ ...relation, tightness: tightness(readings.get(relation.id)!) }));
}
