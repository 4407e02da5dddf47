/**
 * Whom and what a practice speaks of, put into its sentences. `{part}`, `{protector}`, `{exile}` and `{other}` are
 * somebody's name, `{challenge}` and `{situation}` the person's words; while there are none a neutral word stands
 * there. Everything else in braces is one of our terms, said in the person's own word where they have one: `{parts}`,
 * `{a_tug}`, `{tender}`; with `term_` before it where the plain name is taken: `{term_part}`, `{a_term_part}`.
 * A capital asks for a capital.
 */
import { TERMS } from '../journal/vocabulary';

export const PLACES = ['part', 'protector', 'exile', 'other', 'challenge', 'situation'] as const;
export type PlaceName = (typeof PLACES)[number];

export interface Spoken {
  /** Names and words as they stand inside a sentence. */
  names: Partial<Record<PlaceName, string>>;
  /** What stands in for a name; may hold terms. */
  neutral: Readonly<Record<PlaceName, string>>;
  /** A term in the person's words (`part`, `a_part`, `Parts`); undefined when there is none of that name. */
  term: (name: string) => string | undefined;
}

const PLACEHOLDER = /\{(\w*)\}/g;

export function fill(text: string, spoken: Spoken): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    const small = lower(name);
    if (!isPlace(small)) return spoken.term(termIn(name)) ?? whole;
    const said = spoken.names[small]?.trim() || fill(spoken.neutral[small], { ...spoken, names: {} });
    return small === name ? said : said.charAt(0).toLocaleUpperCase() + said.slice(1);
  });
}

/** What stands in braces and means nothing, or a brace by itself; null when all is well. */
export function stray(text: string): string | null {
  const unknown = [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!).find((name) => !isKnown(name));
  if (unknown !== undefined) return `{${unknown}}`;
  return text.replace(PLACEHOLDER, '').match(/[{}]/)?.[0] ?? null;
}

function isKnown(name: string): boolean {
  const term = lower(termIn(name)).replace(/^a_/, '');
  return isPlace(lower(name)) || (TERMS as readonly string[]).includes(term);
}

function isPlace(name: string): name is PlaceName {
  return (PLACES as readonly string[]).includes(name);
}

/** `term_part` → `part`, `A_term_part` → `A_part`, `Term_part` → `Part`. */
function termIn(name: string): string {
  const term = name.replace(/^(a_)?term_/i, (whole) => (/^a_/i.test(whole) ? whole.slice(0, 2) : ''));
  return name.startsWith('Term_') ? term.charAt(0).toUpperCase() + term.slice(1) : term;
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
