/** The bin of pages and parts, and the decisions about what else was written. */
import { readable, decide } from '../journal/also';
import type { Api, Id } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { change, VERSION } from '../sync/record';
import { edit, removal } from './edit';
import type { Open } from './open';
import { alsoOf, isGone } from './views';

type Decision = Parameters<Api['resolveAlso']>[0];

const KEEP_MS = 30 * 86_400_000;

/** Into the bin, or out of it with nothing changed. */
export async function setBinned(open: Open, id: Id, binned: boolean): Promise<void> {
  await open.write(id, (current) => {
    if (!current || isGone(current.record)) throw new Refusal('not_found');
    return edit(current, current, ({ binned_ms, ...f }) =>
      (binned ? { ...f, binned_ms: binned_ms ?? open.records.now() } : f), open.stamp());
  });
}

/** Gone for good, here and elsewhere. */
export async function deleteForGood(open: Open, id: Id): Promise<void> {
  await open.write(id, (current) => {
    // A record of a newer app is not rewritten, not even into a tombstone.
    if (!current || isGone(current.record) || current.record.v > VERSION) return null;
    return removal(current, open.stamp());
  });
}

/** Deletes what has been in the bin for 30 days. */
export async function emptyBin(open: Open): Promise<void> {
  for (const id of open.index.binnedBefore(open.records.now() - KEEP_MS)) await deleteForGood(open, id);
}

/** Keeps, takes or drops one variant. One that is no longer there needs no decision. */
export async function resolveAlso(open: Open, { id, path, key, choice }: Decision): Promise<void> {
  const { now, random } = open.records;
  await open.write(id, (current) => {
    if (!current || isGone(current.record)) throw new Refusal('not_found');
    if (current.readonly) throw new Refusal('refused');
    const said = { type: current.record.type, f: current.record.f, also: alsoOf(current.record) };
    const decided = decide(said, path, key, choice, now(), random);
    if (!decided) return null;
    const { now_ms, tag } = open.stamp();
    return { record: change(current.record, { f: decided.f, also: readable(decided.type, decided.also) }, now_ms, tag, current.left) };
  });
}
