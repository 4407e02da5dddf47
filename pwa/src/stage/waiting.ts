/** What waits with the protectors of a challenge: a no that holds, a worry nobody has heard, a visit still to be made. */
import { askedAbout, doors, type Answer, type Door } from '../journal/doors';
import type { Circle } from './circle';
import { atOf, isSome, newestFirst, type Records, type Seen } from './records';

export interface Now { now_ms: number; /** The day of the calendar the person lives in, days since 1970. */ today: number }

export interface Waiting { id: string; part: string; at_ms: number }

/** The permissions as the parts that stand for all gave them. */
export function answersOf({ permission }: Records, { stands }: Circle): Answer[] {
  return permission.map((one) => ({ ...one, part: stands(one.part), about: one.about === '' ? '' : stands(one.about) }));
}

/** The doors that are shut right now, newest answer first. */
export function refusals(records: Records, circle: Circle, { now_ms, today }: Now): Waiting[] {
  const answers = answersOf(records, circle);
  const guards = new Set([...circle.protectors, ...answers.filter(({ about }) => circle.tender.includes(about)).map(({ part }) => part)]);
  const all = [...guards].flatMap((part) => askedAbout(answers, [part])
    .filter((about) => circle.protectors.includes(part) || circle.tender.includes(about))
    .flatMap((about) => doors(answers, [part], [about], now_ms, today)).filter(isShut)
    .map(({ answer }) => ({ id: answer!.id, part, at_ms: answer!.at_ms })));
  return all.sort(newestFirst);
}

/** Worries of the protectors, or about their tender parts, that were not heard even a little; newest first. */
export function unheard(records: Records, circle: Circle): Waiting[] {
  const heard = newestHeard(records);
  return records.concern.flatMap((one) => {
    const part = circle.stands(one.part);
    if (!circle.protectors.includes(part) && !circle.tender.includes(circle.stands(one.about))) return [];
    return isSome(heard.get(one.id) ?? null) ? [] : [{ id: one.id, part, at_ms: atOf(one) }];
  }).sort(newestFirst);
}

/** Short visits to a tender part that are still going on. */
export function openFollowUps(records: Records, circle: Circle, { today }: Now): Waiting[] {
  const holders = new Map(records.release.map(({ id, holder }) => [id, holder]));
  return records.follow_up.flatMap((one: Seen<'follow_up'>) => {
    const part = circle.stands(one.part || holders.get(one.release) || '');
    // a day ahead is still today somewhere
    const isOpen = one.start_day <= today + 1 && today < one.start_day + one.days;
    return isOpen && circle.tender.includes(part) ? [{ id: one.id, part, at_ms: one.made_ms }] : [];
  }).sort(newestFirst);
}

export function isShut({ state, age }: Pick<Door, 'state' | 'age'>): boolean {
  return state === 'shut' && age !== 'over';
}

/** How far each concern was heard, as last said with a degree. */
function newestHeard({ reading }: Records): Map<string, Seen<'reading'>['heard']> {
  const said = reading.filter(({ heard }) => heard !== null && heard !== 'cant_tell').map((one) => ({ ...one, at_ms: atOf(one) }));
  return new Map(said.sort(newestFirst).reverse().map(({ of, heard }) => [of, heard]));
}
