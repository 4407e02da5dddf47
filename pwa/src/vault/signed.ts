/** A session at a server, as the sealed row keeps it. */
import type { Value } from '../crypto/encoding';
import { isFields } from '../sync/record';

/** Ids and token in base64url. */
export type Signed = { login: string; origin: string; log_id: string; token: string; session_id: string };

/** What a stored row says; null when there is none. */
export function readSigned(row: Value | undefined): Signed | null {
  const { login, origin, log_id, token, session_id } = isFields(row) ? row : {};
  const isWhole = [login, origin, log_id, token, session_id].every((text) => typeof text === 'string');
  return isWhole ? row as Signed : null;
}
