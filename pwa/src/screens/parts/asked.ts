/** What a part can be asked today: each question, how it is answered, and how an answer reads. */
import { t } from '../../i18n/words';
import type { Fields } from '../../journal/kinds';
import type { R10 } from '../../journal/shapes';
import type { Role } from '../../journal/vocabulary';
import { wordOf, type Scale } from '../../ui/degree';

/** Questions answered by a number, in the order they are offered. */
export const SCALES = {
  room: 'room', trust: 'trust', space: 'much', ease: 'much', extremity: 'much', alignment: 'much', charge: 'charge',
  vulnerability: 'much', trustTherapist: 'trust', trustGuide: 'trust',
} as const satisfies Partial<Record<keyof Fields<'reading'>, Scale>>;

export type Scaled = keyof typeof SCALES;
export const SCALED = Object.keys(SCALES) as Scaled[];
export type Question = Scaled | 'knows' | 'toward';
export const QUESTIONS: readonly Question[] = ['room', 'trust', 'knows', 'toward', ...SCALED.filter((one) => one !== 'room' && one !== 'trust')];

/** What is asked first of a part with this role. */
export function fitting(role: Role | undefined): readonly Question[] {
  return role === 'exile' ? ['knows', 'toward', 'charge', 'vulnerability'] : ['room', 'trust', 'knows', 'toward', 'space'];
}

/** "4, some", "can't tell". */
export function said(question: Scaled, value: R10): string {
  if (value === null) return '';
  return typeof value === 'number' ? t('parts.said', { value, word: t(wordOf(SCALES[question], value)) }) : t('degree.cant_tell');
}

/** What a reading answered, one line for each question that was asked. */
export function answers(reading: Fields<'reading'>): string[] {
  const scaled = SCALED.filter((one) => reading[one] !== null).map((one) => t('parts.answered', { what: t(`parts.chip_${one}`), value: said(one, reading[one]) }));
  const knows = reading.knows ? [t('parts.answered', { what: t('parts.chip_knows'), value: t(`parts.knows_${reading.knows}`) })] : [];
  const toward = reading.toward.length > 0 ? [t('parts.answered', { what: t('parts.chip_toward'), value: reading.toward.map((one) => t(`parts.toward_${one}`)).join(', ') })] : [];
  return [...scaled, ...knows, ...toward];
}

/** The questions a reading answered. */
export function askedIn(reading: Fields<'reading'>): Question[] {
  return QUESTIONS.filter((one) => (one === 'toward' ? reading.toward.length > 0 : reading[one] !== null));
}
