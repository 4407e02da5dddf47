/** What a person knows of a part: the fields, in sections, and the lines that tell them. */
import { t } from '../../i18n/words';
import type { Fields } from '../../journal/kinds';
import type { Role } from '../../journal/vocabulary';

export type TextField =
  | 'job' | 'hopes' | 'fears' | 'costs' | 'triggers' | 'rather' | 'pronoun' | 'age' | 'look' | 'body' | 'firstNoticed' | 'otherNames' | 'notes';

/** The form, section by section; what is not a text has a control of its own there. */
export const SECTIONS = {
  work: ['job', 'fears', 'hopes', 'costs', 'triggers', 'rather'],
  shows: ['age', 'look', 'body', 'pronoun'],
  life: ['firstNoticed', 'otherNames', 'notes'],
} as const satisfies Record<string, readonly TextField[]>;
export type Section = keyof typeof SECTIONS;

/** Fields where a paragraph is usual. */
export const LONG: readonly TextField[] = ['job', 'fears', 'hopes', 'costs', 'rather', 'notes'];
/** Fields where these are whole answers. */
export const ANSWERS: Partial<Record<TextField, readonly ('nowhere' | 'cant_tell')[]>> = { body: ['nowhere', 'cant_tell'], age: ['cant_tell'] };

const FIRST: readonly TextField[] = ['job', 'fears', 'costs', 'hopes', 'rather'];
const THEN: readonly TextField[] = ['triggers', 'body', 'age', 'look', 'pronoun', 'firstNoticed', 'otherNames', 'notes'];

export interface Line { name: string; words: string; /** The person's own words, not the app's. */ own: boolean }

/** Everything that is known, most telling first. */
export function linesOf(fields: Fields<'part'>, knows: Fields<'reading'>['knows']): Line[] {
  const text = (names: readonly TextField[]): Line[] => names
    .filter((one) => fields[one].trim() !== '')
    .map((one) => ({ name: t(`parts.${one}`), words: fields[one], own: true }));
  const said = (name: string, words: string): Line => ({ name, words, own: false });
  return [
    ...text(FIRST),
    ...(knows ? [said(t('parts.ask_knows'), t(`parts.knows_${knows}`))] : []),
    ...text(THEN),
    ...(fields.channels.length > 0 ? [said(t('parts.channels'), fields.channels.map((one) => t(`parts.channel_${one}`)).join(', '))] : []),
    ...(fields.still !== 'active' ? [said(t('parts.still'), t(`parts.still_${fields.still}`))] : []),
    ...(fields.share !== 'private' ? [said(t('parts.share'), t(`parts.share_${fields.share}`))] : []),
  ];
}

/** The one question that would come next, as an invitation; null when the first ones are answered. */
export function invited(fields: Fields<'part'>): 'job' | 'fears' | 'rather' | 'body' | null {
  const order = TENDER.includes(fields.role) ? (['body'] as const) : (['job', 'fears', 'rather'] as const);
  return order.find((one) => fields[one].trim() === '') ?? null;
}

const TENDER: readonly Role[] = ['exile'];

/** The section that has this field. */
export function sectionOf(field: string | null): Section {
  const found = (Object.keys(SECTIONS) as Section[]).find((one) => (SECTIONS[one] as readonly string[]).includes(field ?? ''));
  return found ?? 'work';
}
