/** Where the parts stand on the map: one record for all of them, merged part by part. */
import { b64 } from '../crypto/encoding';
import { changed, read } from '../journal/kinds';
import type { Api, Id } from '../rpc/api';
import { make } from '../sync/record';
import { edit } from './edit';
import type { Open } from './open';

type At = ReturnType<Api['positions']>;
type Change = Parameters<Api['savePositions']>[0]['at'];

export function positionsOf(open: Open): At {
  const { at } = read('map', open.index.other(b64(open.records.keyring.singleton('map')))?.record.f ?? {});
  return Object.fromEntries(Object.entries(at).filter((entry): entry is [Id, readonly [number, number]] => entry[1] !== null));
}

/** Sets the places that are given; null = back to the automatic place. */
export async function changePositions(open: Open, change: Change): Promise<void> {
  const { keyring, now, tag } = open.records;
  const id = keyring.singleton('map');
  await open.write(b64(id), (current) => (current
    ? edit(current, current, (f) => changed('map', f, { at: { ...read('map', f).at, ...change } }), open.stamp())
    : { record: make(id, 'map', changed('map', {}, { at: change }), now(), tag) }));
}
