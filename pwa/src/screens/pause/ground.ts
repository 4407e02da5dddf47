/** Steadier ground: which steps there are, and the order of a sitting. The words are in the area `pause`. */
export type Feeling = 'much' | 'okay' | 'little';
export type Answer = 'steadier' | 'same' | 'worse';

export const STEPS = {
  much: ['feet', 'breath', 'cool', 'colours', 'one', 'less', 'hand', 'door'],
  okay: ['weight', 'breath', 'colours', 'hand', 'door'],
  little: ['stand', 'palms', 'light', 'taste', 'name', 'less', 'door'],
} as const satisfies Record<Feeling, readonly string[]>;

export type Step = (typeof STEPS)[Feeling][number];

/** Steps taken before the question how it is now. */
const ENOUGH = 3;

export interface Sitting {
  feeling: Feeling;
  at: number;
  taken: number;
  /** Breath work unsettles some people: one press leaves it out. */
  withoutBreath: boolean;
}

export function begin(feeling: Feeling, withoutBreath = false): Sitting {
  return { feeling, at: 0, taken: 0, withoutBreath };
}

function steps(sitting: Sitting): Step[] {
  return STEPS[sitting.feeling].filter((step) => !(sitting.withoutBreath && step === 'breath'));
}

export function stepOf(sitting: Sitting): Step {
  const all = steps(sitting);
  return all[sitting.at % all.length]!;
}

/** Whether it is time to ask how it is now. */
export function asksHow(sitting: Sitting): boolean {
  return sitting.taken >= ENOUGH;
}

/** This step was done; on to the next one. */
export function next(sitting: Sitting): Sitting {
  return { ...sitting, at: sitting.at + 1, taken: sitting.taken + 1 };
}

/** Another step instead of this one. It never runs out. */
export function another(sitting: Sitting): Sitting {
  return { ...sitting, at: sitting.at + 1 };
}

/** Without the breath from here on; the step after it takes its place. */
export function leaveBreath(sitting: Sitting): Sitting {
  return { ...sitting, withoutBreath: true };
}

/** A few more, with steps not seen yet first. */
export function goOn(sitting: Sitting): Sitting {
  return { ...sitting, taken: 0 };
}
