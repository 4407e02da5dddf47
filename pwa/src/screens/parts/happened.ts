/** What happened with a part, newest first, each as one line. */
import { dayOf } from '../../i18n/dates';
import { t } from '../../i18n/words';
import type { Fields } from '../../journal/kinds';
import type { Role } from '../../journal/vocabulary';
import type { AnyNote, Id, Note, PartPage } from '../../rpc/api';
import { only } from '../notes';

export type Happening = Note<'role_change'> | Note<'witness'> | Note<'release'> | Note<'follow_up'>;

export function happenings({ notes }: PartPage): Happening[] {
  const all = [...only('role_change', notes), ...only('witness', notes), ...only('release', notes), ...only('follow_up', notes)];
  return all.sort((x, y) => atOf(y) - atOf(x) || (x.id < y.id ? 1 : -1));
}

export function lineOf(note: Happening, now_ms: number): string {
  const day = dayOf(atOf(note), now_ms);
  switch (note.type) {
    case 'role_change': return t('parts.changed_line', { day, before: roleName(note.fromRole, note.before), after: roleName(note.toRole, note.after) });
    case 'witness': return t('parts.witness_line', { day });
    case 'release': return t('parts.release_line', { day, outcome: t(`parts.outcome_${note.outcome}`) });
    case 'follow_up': return t('parts.visits_line', { day });
  }
}

/** The person's own words about it. */
export function wordsOf(note: Happening): string {
  switch (note.type) {
    case 'witness': return note.showed;
    case 'release': return note.remains || note.way;
    default: return '';
  }
}

/** A role as it was called then. */
export function roleName(role: Role | null, word: string): string {
  if (word.trim() !== '') return word;
  return role ? t(`words.${role}`) : t('words.unsure');
}

/** What a reading was about: those of one concern or burden, newest first. */
export function readingsOf(of: Id, notes: readonly AnyNote[]): Note<'reading'>[] {
  return only('reading', notes).filter((one) => one.of === of).sort((x, y) => y.at_ms - x.at_ms);
}

/** A change of role as it begins: from what the part was called to what it is called now. */
export function roleChange(part: Id, before: Pick<Fields<'part'>, 'role' | 'roleWord'>, now_ms: number): Partial<Fields<'role_change'>> {
  return { part, fromRole: before.role, before: before.role === 'own' ? before.roleWord : '', at_ms: now_ms };
}

function atOf(note: Happening): number {
  return note.type === 'follow_up' ? note.made_ms : note.at_ms || note.made_ms;
}
