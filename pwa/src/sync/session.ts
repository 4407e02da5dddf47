/**
 * The sync round: pull, settle, append, and reconcile where the log took another path (SPEC §8.5-8.8).
 *
 * Pure: the caller sends the requests, waits, and keeps two rounds of one device from running at once
 * (a Web Lock). A round may be abandoned at any effect; the next one takes up from the store.
 */

import { append } from './append';
import { Stopped, type Round, type StopState } from './calls';
import { Diverged, type Device } from './device';
import * as notice from './notice';
import type { Healed } from './notice';
import { pull } from './pull';
import { reconcile, tooSoon } from './reconcile';
import { Findings, settle } from './settle';
import { FullError } from './store';

/** How a round ended, for the interface (SPEC §8.8). */
export interface Outcome {
  /** `up_to_date` or `pending` when the round went through, else what stopped it. */
  readonly state: StopState | 'up_to_date';
  /** A short code. */
  readonly reason: string;
  /** Objects the server has yet to hear of. */
  readonly pending: number;
  /** What stays behind and why. */
  readonly findings: Findings;
  /** A notice nobody has read yet. */
  readonly healed: Healed | null;
  /** How long the server asked to be left alone, else 0. */
  readonly retryAfterS: number;
}

/** `asked`: the person wants this round, so a reconcile may happen even within 24 hours of the last one.
 *  `send` false: only look and store, for showing what a server has before it is adopted (SPEC §9.3, J3). */
export interface RoundOptions {
  readonly asked?: boolean;
  readonly send?: boolean;
}

/**
 * One round: afterwards this device and the server agree, or the outcome says why not.
 *
 * nowS: UTC seconds; decides only whether the last reconcile was less than 24 hours ago.
 */
export async function* runRound(
  device: Device,
  nowS: number,
  { asked = false, send = true }: RoundOptions = {},
): Round<Outcome> {
  const findings = new Findings();
  let stopped: Stopped | null = null;
  try {
    yield* exchangeOrReconcile(device, findings, nowS, asked, send);
  } catch (error) {
    if (error instanceof Stopped) stopped = error;
    else if (error instanceof Diverged) stopped = new Stopped('refused', error.reason);
    else if (error instanceof FullError) stopped = new Stopped('full', 'device');
    else throw error;
  }
  const pending = (await device.store.dirty()).length;
  const healed = await notice.load(device.store);
  return {
    state: stopped?.state ?? (pending > 0 ? 'pending' : 'up_to_date'),
    reason: stopped?.reason ?? '',
    pending,
    findings,
    healed: healed === null || healed.read ? null : healed,
    retryAfterS: stopped?.retryAfterS ?? 0,
  };
}

async function* exchangeOrReconcile(
  device: Device,
  findings: Findings,
  nowS: number,
  asked: boolean,
  send: boolean,
): Round<void> {
  try {
    yield* exchange(device, findings, send);
  } catch (error) {
    if (!(error instanceof Diverged)) throw error;
    const known = (await device.store.floor()) !== null && error.expected === null;
    if (known && !asked && (await tooSoon(device.store, nowS))) throw error;
    yield* reconcile(device, nowS, error.expected);
    yield* exchange(device, findings, send);
  }
}

async function* exchange(device: Device, findings: Findings, send: boolean): Round<void> {
  const floor = await device.floor();
  if (!device.keys.has(floor.head.epoch)) throw new Stopped('needs_passphrase', 'epoch');
  findings.replace(yield* settle(device));
  const lacking = new Set(findings.missing);
  const taken = send ? yield* append(device, findings) : 0;
  if (taken > 0 && findings.missing.size === 0) return;
  // A successful append proves that nothing else is new; without one, or with something missing, look.
  yield* pull(device);
  findings.replace(yield* settle(device));
  if ([...findings.missing].some((id) => !lacking.has(id))) {
    yield* pull(device);
    findings.replace(yield* settle(device));
  }
  if (send) yield* append(device, findings);
}
