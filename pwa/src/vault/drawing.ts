/** What is drawn on a page, for a small picture of it; looking at it is no sitting of writing. */
import { read, type Members } from '../journal/kinds';
import type { Id } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import type { Open } from './open';
import { isGone } from './views';

export async function strokesOn(open: Open, id: Id): Promise<Members> {
  const standing = await open.records.get(id);
  if (!standing || isGone(standing.record) || standing.record.type !== 'entry') throw new Refusal('not_found');
  return read('entry', standing.record.f).k;
}
