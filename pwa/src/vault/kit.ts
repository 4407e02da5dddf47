/** The recovery kit: showing the code until two of its groups were typed back (protocol 5.4). */
import { unb64, type Random } from '../crypto/encoding';
import { CODE_BYTES, encodeCode } from '../crypto/recovery';
import type { RecoveryKit } from '../rpc/api';
import { Refusal } from '../rpc/refusal';
import { isFields } from '../sync/record';
import { dayOf } from './install';
import type { Open } from './open';
import { KIT, readSealed, sealRows, SETUP } from './rows';
import { changeSettings, settingsOf } from './settings';

const GROUPS = 7;

type Told = Pick<RecoveryKit, 'login' | 'origin'>;

export async function recoveryKit(open: Open, { login, origin }: Told): Promise<RecoveryKit> {
  const { kit_made_day, kit_checked_day } = settingsOf(open);
  return { code: await code(open), login, origin, made_day: kit_made_day ?? 0, checked: kit_checked_day !== null };
}

/** Two different groups, 0-6. */
export function recoveryQuestions(random: Random): [number, number] {
  const [one, other] = random(2);
  const first = one! % GROUPS;
  const second = (first + 1 + (other! % (GROUPS - 1))) % GROUPS;
  return first < second ? [first, second] : [second, first];
}

/** Notes that the code was written down, and forgets it here. Throws Refusal `no_match`, `not_found`. */
export async function confirmRecovery(open: Open, groups: readonly { index: number; text: string }[]): Promise<void> {
  const shown = (await code(open))?.split('-');
  if (!shown) throw new Refusal('not_found');
  const right = new Set(groups.map(({ index }) => index)).size >= 2 && groups.every(({ index, text }) => asRead(text) === shown[index]);
  if (!right) throw new Refusal('no_match');
  await changeSettings(open, { kit_checked_day: dayOf(open.records.now()) });
  await forget(open, { [KIT]: undefined, [SETUP]: undefined });
}

/** First run goes on without the check; the code stays for later. */
export async function postponeRecovery(open: Open): Promise<void> {
  await forget(open, { [SETUP]: undefined });
}

async function code({ records }: Open): Promise<string | null> {
  const row = await readSealed(records.store, records.keyring, KIT);
  return isFields(row) ? encodeCode(unb64(row['code'], CODE_BYTES)) : null;
}

async function forget({ records }: Open, rows: Record<string, undefined>): Promise<void> {
  await records.commit({ named: await sealRows(records.keyring, records.random, rows) });
}

/** A group as a person may type it: any case, O for 0, I and L for 1. */
function asRead(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}
