/** Fetching the envelopes that rows speak of (SPEC §8.5, P7). */

import { sha256 } from '@noble/hashes/sha2.js';
import { b64, concat, equal, readU32, type Bytes } from '../crypto/encoding';
import { ask, refused, request, STREAM, streamOf, type Round } from './calls';
import { ITEM, OBJECTS, splitEnd, splitItem } from './frames';
import { readStream } from './pull';

/**
 * The envelopes of these objects, as far as the server delivers what their rows say.
 *
 * wanted: id in base64url → packed row; at most 1 024. epoch: the newest an envelope may be of.
 */
export async function* fetchBodies(wanted: ReadonlyMap<string, Uint8Array>, epoch: number): Round<Map<string, Bytes>> {
  const bodies = new Map<string, Bytes>();
  const left = new Map([...wanted].map(([key, row]) => [key, row.subarray(1, 17)]));
  while (left.size > 0) {
    const call = request('POST', '/v1/objects', { 'Content-Type': STREAM }, concat(...left.values()));
    const { response, code } = yield* ask(call);
    if (code) throw refused(code);
    const before = left.size;
    let more = false;
    for (const { kind, body } of readStream(streamOf(response), OBJECTS)) {
      if (kind !== ITEM) {
        more = splitEnd(body).more;
        continue;
      }
      const [id, envelope] = splitItem(body);
      const row = wanted.get(b64(id));
      left.delete(b64(id));
      const sealedEpoch = readU32(envelope, 4);
      if (row === undefined || sealedEpoch < 1 || sealedEpoch > epoch) continue;
      if (equal(sha256(envelope), row.subarray(17))) bodies.set(b64(id), envelope);
    }
    if (!more || left.size === before) break;
  }
  return bodies;
}
