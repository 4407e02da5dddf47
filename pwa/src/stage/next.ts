/** The next kind steps of a challenge, one for each of its protectors, as far as Today may offer them unasked. */
import { isOpen, type Door } from '../journal/doors';
import type { Back, Step, Way } from './back';

/** Steps that lead to the tender part itself. */
const MEETS: readonly Step['name'][] = ['visit', 'letter'];

/** Nobody is sent to a tender part without a yes that holds today. A promise that is due stands on Today already. */
export function nextSteps({ ways, step }: Back): Step[] {
  if (ways.length === 0) return [step];
  return ways.filter((way) => way.step.name !== 'promise' && (!MEETS.includes(way.step.name) || mayMeet(way))).map((way) => way.step);
}

function mayMeet({ doors, step }: Pick<Way, 'doors' | 'step'>): boolean {
  const here = doors.find(({ about }) => about === step.about)?.doors ?? [];
  return here.some((door) => door.scope !== 'show' && isYes(door));
}

function isYes(door: Door): boolean {
  return isOpen(door) && door.age === 'holds';
}
