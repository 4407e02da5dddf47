import { dayNumberOf, dayNumberToMs, dayOf, longWeekdayOf } from '../../i18n/dates';
import { t } from '../../i18n/words';

const WEEK_DAYS = 7;

/** "Sealed until Sunday" within the week, "Sealed until 3 January 2027" later, or until it is asked for. */
export function sealLine(seal_day: number | null, now_ms: number): string {
  if (seal_day === null) return t('journal.sealed_asked');
  const at_ms = dayNumberToMs(seal_day);
  const day = seal_day - dayNumberOf(now_ms) < WEEK_DAYS ? longWeekdayOf(at_ms) : dayOf(at_ms, now_ms);
  return t('journal.sealed_until', { day });
}
