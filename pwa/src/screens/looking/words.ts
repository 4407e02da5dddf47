/** What figures say, in sentences and cells. Dates are those of this device. */
import type { Finding, PairsFinding } from '../../charts/finding';
import type { Subject } from '../../charts/figures';
import type { Point } from '../../charts/series';
import { dayOf, monthOf, sameDay } from '../../i18n/dates';
import { t } from '../../i18n/words';
import type { Ends } from '../../ui/charts/plot';
import { wordOf, type Scale } from '../../ui/degree';

/** How the readings of a subject are worded: `led` is no reading, and has words of its own. */
const SCALE: Record<Exclude<Subject, 'led'>, Scale> = {
  trust: 'trust', trustTherapist: 'trust', trustGuide: 'trust', ease: 'much', alignment: 'much', vulnerability: 'much',
  charge: 'charge', strength: 'strength', room: 'room', extremity: 'much', space: 'much', tension: 'tension',
  balance: 'much', exposed: 'much', move: 'much',
};
/** After so long without a note, the finding says how old it is. */
const OLD_MS = 60 * 86_400_000;

export function scaleOf(subject: Subject): Scale | 'led' {
  return subject === 'led' ? 'led' : SCALE[subject];
}

export function endsOf(scale: Scale | 'led'): Ends {
  const [low = '', middle = '', high = ''] = t(`looking.ends_${scale}`).split('|');
  return [low, middle, high];
}

/** "in September"; within one month "on 3 November". */
export function sinceOf(at_ms: number, to_ms: number, now_ms: number): string {
  return isOneMonth(at_ms, to_ms) ? t('looking.since_day', { day: dayOf(at_ms, now_ms) }) : t('looking.since_month', { month: monthOf(at_ms, now_ms) });
}

/** "In September", or "On 3 November" where that says more. */
export function atOf(at_ms: number, to_ms: number, now_ms: number): string {
  return isOneMonth(at_ms, to_ms) ? t('looking.since_day_start', { day: dayOf(at_ms, now_ms) }) : t('looking.since_month_start', { month: monthOf(at_ms, now_ms) });
}

function isOneMonth(a_ms: number, b_ms: number): boolean {
  const [a, b] = [new Date(a_ms), new Date(b_ms)];
  return a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear();
}

export function findingOf(subject: Subject, finding: Finding, now_ms: number): string {
  switch (finding.code) {
    case 'once': return t('looking.once');
    case 'cant_tell': return t('looking.only_cant_tell');
    case 'to_and_fro': return t('looking.to_and_fro');
    case 'steady': return t(`looking.steady_${subject}`);
    case 'up':
    case 'down': {
      const values = { far: finding.little ? t('looking.far_little') : '', since: sinceOf(finding.since_ms, finding.last_ms, now_ms) };
      return finding.code === 'up' ? t(`looking.up_${subject}`, values) : t(`looking.down_${subject}`, values);
    }
  }
}

/** What is to be known about a finding besides: that it rests on little, or is old. */
export function careOf(finding: Finding, now_ms: number): string {
  if (finding.code === 'once' || finding.code === 'cant_tell') return '';
  const few = finding.few ? t('looking.few') : '';
  const old = now_ms - finding.last_ms > OLD_MS ? t('looking.last', { when: t('looking.since_month', { month: monthOf(finding.last_ms, now_ms) }) }) : '';
  return [few, old].filter(Boolean).join(' ');
}

export function pairsOf(subject: 'room' | 'steady', finding: PairsFinding): string {
  return t(`looking.${subject}_${finding.code}`, { where: whereOf(finding) });
}

function whereOf(finding: PairsFinding): string {
  if (finding.code === 'none') return '';
  const of = numberOf(finding.of);
  if (finding.of === 1) return t('looking.where_one');
  if (finding.code === 'steady' || finding.code === 'both') return t('looking.where_last', { of });
  return finding.times === finding.of ? t('looking.where_each', { of }) : t('looking.where_some', { times: numberOf(finding.times), of });
}

function numberOf(count: number): string {
  return t(`looking.n${count as 1 | 2 | 3 | 4 | 5}`);
}

/** "6, more than half" */
export function valueOf(scale: Scale | 'led', value: number | null): string {
  if (value === null) return t('looking.cant_tell');
  return t('looking.reading', { value, word: scale === 'led' ? endsOf('led')[value < 4 ? 0 : value > 6 ? 2 : 1] : t(wordOf(scale, value)) });
}

/** A point as a cell: its value, or what several readings lie between. */
export function cellOf(scale: Scale | 'led', { value, low, high }: Point): string {
  return value === null || low === high ? valueOf(scale, value) : t('looking.spread', { low, high, value });
}

export function daysOf({ at_ms, to_ms }: Pick<Point, 'at_ms' | 'to_ms'>, now_ms: number): string {
  return sameDay(at_ms, to_ms) ? dayOf(at_ms, now_ms) : t('looking.days', { from: dayOf(at_ms, now_ms), to: dayOf(to_ms, now_ms) });
}
