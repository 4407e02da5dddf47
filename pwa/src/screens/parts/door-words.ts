/** A door as it is told: whose it is, what was answered, and how old that is. */
import { dayNumberOf, dayNumberToMs, dayOf, shortDayOf } from '../../i18n/dates';
import { t } from '../../i18n/words';
import { askedAbout, doors, type Answer, type Door } from '../../journal/doors';
import { mergedWith, standsFor } from '../../journal/people';
import type { Id, Part, PartPage } from '../../rpc/api';
import { only } from '../notes';

const YEAR_MS = 365 * 86_400_000;

/** Doors of one part about one other; `about` '' = someone not known. */
export interface DoorSet { about: Id; doors: Door[] }

/** Every set of doors of this part: about those it was asked about, those it looks after, and `also`. */
export function doorSets(part: Id, page: PartPage, parts: readonly Part[], now_ms: number, also: readonly Id[] = []): DoorSet[] {
  const mine = mergedWith(part, parts);
  const answers = only('permission', page.notes);
  const looksAfter = only('relation', page.notes).filter(({ kind, a, ended_ms }) => kind === 'protects' && ended_ms === null && mine.includes(a));
  const abouts = [...askedAbout(answers, mine), ...looksAfter.map(({ b }) => b), ...also].map((id) => standsFor(id, parts));
  return [...new Set(abouts)].filter((id) => !mine.includes(id)).map((about) => ({
    about, doors: doors(answers, mine, about === '' ? [''] : mergedWith(about, parts), now_ms, dayNumberOf(now_ms)),
  }));
}

/** What other parts allow about this one: by whom, newest answers. */
export function guards(part: Id, page: PartPage, parts: readonly Part[], now_ms: number): { by: Id; doors: Door[] }[] {
  const mine = mergedWith(part, parts);
  const answers = only('permission', page.notes).filter(({ about }) => mine.includes(about));
  const by = [...new Set(answers.map((one) => standsFor(one.part, parts)))].filter((id) => !mine.includes(id));
  return by.map((id) => ({ by: id, doors: doors(answers, mergedWith(id, parts), mine, now_ms, dayNumberOf(now_ms)) }));
}

/** "Yes, if: slowly". */
export function answerOf(answer: Answer | null): string {
  return t(`parts.answer_${answer?.answer ?? 'not_asked'}`);
}

/** "9 Nov. Ask again?"; nothing while nobody asked. */
export function ageOf({ answer, age }: Door, now_ms: number): string {
  if (!answer || age === 'none') return '';
  const day = now_ms - answer.at_ms < YEAR_MS ? shortDayOf(answer.at_ms) : dayOf(answer.at_ms, now_ms);
  return age === 'holds' ? day : t(`parts.door_${age}`, { day });
}

/** The conditions that were agreed on, each with its name. */
export function conditions(answer: Answer): { name: string; words: string }[] {
  const said = (['near', 'time', 'company', 'stopWord'] as const).filter((one) => answer[one].trim() !== '');
  const lasts = answer.answer === 'yes' || answer.answer === 'yes_if' ? [{ name: t('parts.lasts'), words: lastsLine(answer) }] : [];
  return [...said.map((one) => ({ name: t(`parts.door_if_${one}`), words: answer[one] })), ...lasts];
}

function lastsLine({ lasts, until_day }: Answer): string {
  if (lasts === 'until_day' && until_day !== null) return t('parts.lasts_until', { day: dayOf(dayNumberToMs(until_day), Date.now()) });
  return t(`parts.lasts_${lasts}`);
}

