/** Append: send what was written here as signed commits (SPEC §8.5, A1-A5). */

import { b64, readU32, type Bytes } from '../crypto/encoding';
import { ask, jsonOf, refused, request, Stopped, STREAM, type Response, type Round } from './calls';
import * as commits from './commits';
import { Diverged, type Device } from './device';
import { pull } from './pull';
import { settle, type Findings } from './settle';
import { Head, VOID } from './state';
import { isDirty, SignedHead, type Arrival, type Changes, type StoredObject } from './store';

export const CONFLICTS = 8;
export const WAIT_MAX_S = 30;
export const WAIT_STEP_S = 0.25;

const EMPTY: Bytes = new Uint8Array(0);

/** How much one commit may hold; halved when a server takes less. */
interface Limits {
  rows: number;
  size: number;
}

/**
 * Sends commit after commit until nothing sendable is dirty; an unanswered one is sent again first (A1).
 *
 * findings: brought up to date when a conflict makes the device pull. Returns how many commits the
 * server took now: after at least one, nothing else was new there. Throws Diverged or Stopped.
 */
export async function* append(device: Device, findings: Findings): Round<number> {
  const limits = { rows: commits.ROWS, size: commits.BYTES };
  let taken = 0;
  let conflicts = 0;
  for (;;) {
    let stream = await device.store.inflight();
    if (stream.length === 0) stream = await prepare(device, limits);
    if (stream.length === 0) return taken;
    const { response, code } = yield* ask(request('POST', '/v1/log', { 'Content-Type': STREAM }, stream));
    if (!code) {
      yield { effect: 'acknowledged', ids: await acknowledge(device, stream, response) };
      // What was known already may have been followed by others' commits: that proves nothing.
      if (jsonOf(response)['again'] !== true) taken += 1;
      conflicts = 0;
    } else if (code === 'stale_head' || code === 'wrong_epoch') {
      conflicts += 1;
      if (conflicts > CONFLICTS) throw new Stopped('pending', code);
      yield { effect: 'wait', seconds: pauseS(device, conflicts) };
      yield* pull(device);
      findings.replace(yield* settle(device));
      await drop(device);
    } else {
      await drop(device);
      if (code === 'bad_root') throw new Diverged((await device.floor()).id, 'root');
      if (code !== 'too_large') throw refused(code);
      const { items } = commits.read(stream);
      if (items.length === 1) throw new Stopped('full', code);
      limits.rows = Math.max(1, Math.floor(items.length / 2));
      limits.size = Math.max(1, Math.floor(stream.length / 2));
    }
  }
}

/** A2, A3: chooses, signs and stores the next commit; empty when nothing can be sent. */
async function prepare(device: Device, limits: Limits): Promise<Bytes> {
  let prepared = EMPTY;
  await device.write(async (): Promise<Changes> => {
    prepared = EMPTY;
    const floor = await device.floor();
    const behind = new Set((await device.store.arrivals()).map((one) => b64(one.id)));
    const ids = (await device.store.dirty()).filter((id) => !behind.has(b64(id)));
    const chosen = await choose(device, ids, limits, floor.head.epoch);
    if (chosen.length === 0) return {};
    const rows = await device.rows();
    rows.apply(chosen.map(commits.sentOf).map(({ id, envelope }) => commits.rowOf(id, envelope)));
    const head = new Head(device.logId, floor.n + 1, floor.id, rows.root, floor.head.epoch);
    const sig = await head.sign(device.keys.get(head.epoch)!.log);
    prepared = commits.write(new SignedHead(head, sig), chosen);
    return { inflight: prepared, objects: chosen };
  });
  return prepared;
}

async function choose(
  device: Device,
  ids: readonly Bytes[],
  limits: Limits,
  epoch: number,
): Promise<StoredObject[]> {
  const chosen: StoredObject[] = [];
  let size = 0;
  for (const found of await device.store.objects(ids.slice(0, limits.rows))) {
    if (found === null || !isDirty(found)) continue;
    let { local } = found;
    if (found.form !== VOID && readU32(local, 4) < epoch) local = await device.renew(found.id, local, epoch);
    size += local.length;
    if (chosen.length > 0 && size > limits.size) break;
    chosen.push({ ...found, local, left: true, rev: found.rev + 1 });
  }
  return chosen;
}

/** A5: the server's word for this very commit, then one transaction. */
async function acknowledge(device: Device, stream: Bytes, response: Response): Promise<Bytes[]> {
  const { signed, items } = commits.read(stream);
  const reply = jsonOf(response);
  if (reply['n'] !== signed.n || reply['id'] !== b64(signed.id)) throw refused('reply');
  const rows = await device.rows();
  const touched = rows.apply(items.map(({ id, envelope }) => commits.rowOf(id, envelope)));
  const ids = items.map(({ id }) => id);
  await device.write(async (): Promise<Changes> => {
    const objects: StoredObject[] = [];
    const removed: { id: Bytes; rev: number }[] = [];
    const arrivals: Arrival[] = [];
    const stored = await device.store.objects(ids);
    items.forEach(({ id, envelope }, i) => {
      const found = stored[i]!;
      if (found === null) {
        // Removed here while its commit was under way: the server has it, so it comes back.
        if (envelope !== null) {
          arrivals.push({ id, order: signed.n, size: envelope.length, trusted: true, body: envelope });
        }
        return;
      }
      const now = commits.acknowledged(found, envelope);
      if (now === null) removed.push({ id, rev: found.rev });
      else objects.push(now);
    });
    return { floor: signed, inflight: EMPTY, rows: touched, objects, removed, arrivals };
  });
  device.remember(signed, rows);
  return ids;
}

async function drop(device: Device): Promise<void> {
  if ((await device.store.inflight()).length > 0) await device.store.commit({ inflight: EMPTY });
}

function pauseS(device: Device, conflicts: number): number {
  const ceiling = Math.min(WAIT_MAX_S, WAIT_STEP_S * 2 ** conflicts);
  return (ceiling * readU32(device.random(4))) / 2 ** 32;
}
