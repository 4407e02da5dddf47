/** This installation: its tag in the records it writes, and its own record in the list of devices. */
import { b64, unb64, type Random, type Value } from '../crypto/encoding';
import type { Id } from '../rpc/api';
import { isFields, make, type VaultRecord } from '../sync/record';

/** `tag`: six characters [a-z0-9]; `device`: id of the device record. */
export type Install = { tag: string; device: Id };

const TAG_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TAG = /^[a-z0-9]{6}$/;
const DAY_MS = 86_400_000;

export function newInstall(random: Random): Install {
  const tag = Array.from(random(6), (byte) => TAG_ALPHABET[byte % TAG_ALPHABET.length]).join('');
  return { tag, device: b64(random(16)) };
}

/** What the row says; undefined when it is missing or damaged. */
export function readInstall(row: Value | undefined): Install | undefined {
  const { tag, device } = isFields(row) ? row : {};
  const sound = typeof tag === 'string' && TAG.test(tag) && typeof device === 'string';
  return sound ? { tag, device } : undefined;
}

export function deviceRecord({ tag, device }: Install, name: string, now_ms: number): VaultRecord {
  const day = dayOf(now_ms);
  return make(unb64(device, 16), 'device', { name, added_day: day, seen_day: day }, now_ms, tag);
}

/** Days since 1970-01-01, UTC. */
export function dayOf(now_ms: number): number {
  return Math.floor(now_ms / DAY_MS);
}

/** What to call a device from how its browser describes itself: "Firefox, Android". */
export function deviceName(userAgent: string): string {
  const system = [
    [/iPhone|iPod/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/CrOS/, 'ChromeOS'], [/Windows/, 'Windows'],
    [/Macintosh/, 'Mac'], [/Linux/, 'Linux'],
  ].find(([pattern]) => (pattern as RegExp).test(userAgent))?.[1] as string | undefined;
  const browser = [
    [/Firefox|FxiOS/, 'Firefox'], [/Edg/, 'Edge'], [/OPR/, 'Opera'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari'],
  ].find(([pattern]) => (pattern as RegExp).test(userAgent))?.[1] as string | undefined;
  return [browser, system].filter((word) => word !== undefined).join(', ') || 'Browser';
}
