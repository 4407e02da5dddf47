/** The settings record, and the place to come back to. */
import { b64 } from '../crypto/encoding';
import { changed, read, type Fields, type Members } from '../journal/kinds';
import type { Place } from '../rpc/api';
import { isFields, make } from '../sync/record';
import { edit } from './edit';
import type { Open } from './open';
import { PLACE, readSealed, sealRows } from './rows';

export function settingsOf(open: Open): Fields<'settings'> {
  const id = b64(open.records.keyring.singleton('settings'));
  return read('settings', open.index.other(id)?.record.f ?? {});
}

/** Sets the members that are given; of the words only those that are, '' = ours again. */
export async function changeSettings(open: Open, fields: Partial<Fields<'settings'>>): Promise<void> {
  const { keyring, now, tag } = open.records;
  const said = (f: Members): Members => changed('settings', f, fields.words ? { ...fields, words: { ...read('settings', f).words, ...fields.words } } : fields);
  const id = keyring.singleton('settings');
  await open.write(b64(id), (current) => (current
    ? edit(current, current, said, open.stamp())
    : { record: make(id, 'settings', said({}), now(), tag) }));
}

/** Where the person was when the system closed the app; this device only. */
export async function readPlace({ records }: Open): Promise<Place | null> {
  const row = await readSealed(records.store, records.keyring, PLACE);
  return isFields(row) && typeof row['path'] === 'string' ? row as unknown as Place : null;
}

export async function notePlace({ records }: Open, place: Place | null): Promise<void> {
  const { path, entry, cursor, scroll } = place ?? {};
  const row: Members = {
    ...(path !== undefined && { path }),
    ...(entry !== undefined && { entry }),
    ...(cursor !== undefined && { cursor: Math.trunc(cursor) }),
    ...(scroll !== undefined && { scroll: Math.trunc(scroll) }),
  };
  await records.commit({ named: await sealRows(records.keyring, records.random, { [PLACE]: place ? row : undefined }) });
}
