/**
 * Wrong secrets slow down; nothing is ever wiped and nobody is locked out. The count is stored before the secret is
 * tried, so ending the app in between wins nothing.
 */
import type { Value } from '../crypto/encoding';
import { isFields } from '../sync/record';

export type Tries = { count: number; at_ms: number };

const FREE = 4;
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 300;

/** Seconds to wait before the next try: none for the first four, then 5, 10, 20 … 300. */
export function waitBefore({ count, at_ms }: Tries, now_ms: number): number {
  if (count < FREE) return 0;
  const whole_s = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (count - FREE));
  // A clock that was set back must not make the wait longer than it ever was.
  const passed_s = Math.max(0, now_ms - at_ms) / 1000;
  return Math.max(0, Math.ceil(whole_s - passed_s));
}

/** What a stored row says; none or a damaged one counts as no tries. */
export function readTries(row: Value | undefined): Tries {
  const { count, at_ms } = isFields(row) ? row : {};
  return { count: typeof count === 'number' ? count : 0, at_ms: typeof at_ms === 'number' ? at_ms : 0 };
}
