/**
 * Reads a practice from its file, strictly: what comes out can be used as it is, anything else is a PracticeError that
 * names the place. The same for bundled practices and for those a person wrote or was given; members nobody knows are
 * refused in the former and passed over in the latter. The README tells how a file is written.
 */
import { parse, type Json } from './json';
import {
  ADDS, AFTER, FORMAT, LISTS, SCALES, SENSED, SUBJECTS, SUITS, TARGETS, type Ask, type Becomes, type Choices, type ListName, type Option,
  type Practice, type Row, type Step,
} from './practice';
import { Spot, type Source } from './spot';
import { misfit } from './targets';
import { PracticeError } from './trouble';

export const LONGEST_FILE = 65_536;
const MOST = { steps: 24, options: 12, rows: 8, becomes: 5, words: 12, title: 80, about: 140, say: 400, help: 600, label: 80 };
const PRACTICE_ID = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const STEP_ID = /^(?!p0_)[a-z][a-z0-9_]{0,29}$/;
/** Rows may be named as members of a record are. */
const ROW_ID = /^[a-zA-Z][a-zA-Z0-9_]{0,29}$/;
const NOBODY_ELSE = ['subject', 'other', 'challenge'];

/** A practice from the text of a file. Throws PracticeError. */
export function readFile(text: string, source: Source): Practice {
  if (text.length > LONGEST_FILE) throw new PracticeError('too_long_file', '', null);
  return practiceOf(Spot.of(parse(text.replace(/^\ufeff/, '')), source));
}

/** The same from what is JSON already. Throws PracticeError, without lines. */
export function readPractice(value: unknown, source: Source): Practice {
  return practiceOf(Spot.of({ value: value as Json, lineOf: () => null }, source));
}

function practiceOf(file: Spot): Practice {
  const at = file.members(['format', 'id', 'version', 'goal', 'title', 'about', 'minutes', 'suits', 'deep', 'subject', 'after', 'steps']);
  at('format').word([FORMAT]);
  const deep = at('deep').flag();
  const subject = at('subject').word(SUBJECTS);
  const practice: Practice = {
    id: at('id').name(PRACTICE_ID), version: at('version').whole(1, 9999), goal: at('goal').whole(0, 5) as Practice['goal'],
    title: at('title').text(MOST.title), about: at('about').text(MOST.about), minutes: at('minutes').whole(1, 120),
    suits: at('suits').word(SUITS), deep, subject,
    // A deep one that leads to a tender part goes better after a yes, whoever wrote it.
    after: at('after').or<Practice['after']>(deep && subject === 'tender' ? ['yes'] : [], (spot) => spot.list(0, AFTER.length, (one) => one.word(AFTER))),
    steps: at('steps').list(1, MOST.steps, stepOf),
  };
  at('steps').once(practice.steps);
  const names = new Set(practice.steps.flatMap(({ becomes }) => becomes.flatMap(({ as }) => as ?? [])));
  practice.steps.forEach((step, i) => connect(step, practice.steps, names, at('steps').item(i)));
  return practice;
}

function stepOf(spot: Spot): Step {
  const at = spot.members(['id', 'say', 'help', 'ask', 'senses', 'later', 'subject', 'situation', 'becomes']);
  const help = at('help').or(undefined, (one) => one.text(MOST.help));
  return {
    id: at('id').name(STEP_ID), say: at('say').text(MOST.say), ...(help !== undefined && { help }), ask: askOf(at('ask')),
    senses: at('senses').flag(), later: at('later').flag(), subject: at('subject').flag(), situation: at('situation').flag(),
    becomes: at('becomes').or<Becomes[]>([], (one) => one.list(1, MOST.becomes, becomesOf)),
  };
}

function askOf(spot: Spot): Ask {
  const at = spot.members(['kind', 'rows', 'scale', 'options', 'list', 'line', 'many', 'adds', 'someone']);
  const kind = at('kind').word(['text', 'texts', 'degree', 'degrees', 'degree_words', 'one', 'some', 'each', 'who', 'yes_no', 'stay'] as const);
  const line = at('line').or<{ line?: string }>({}, (one) => ({ line: one.text(MOST.label) }));
  const rows = (): Row[] => {
    const found = at('rows').list(1, MOST.rows, rowOf);
    at('rows').once(found);
    return found;
  };
  switch (kind) {
    case 'text': case 'degree_words': case 'stay': return { kind };
    case 'yes_no': return { kind, ...line };
    case 'texts': return { kind, rows: rows() };
    case 'degree': return { kind, scale: at('scale').word(SCALES) };
    case 'degrees': return { kind, scale: at('scale').word(SCALES), rows: rows() };
    case 'one': case 'some': return { kind, choices: choicesAt(at), ...line };
    case 'each': return { kind, rows: rows(), choices: choicesAt(at) };
    case 'who': return { kind, many: at('many').flag(), adds: at('adds').or<(typeof ADDS)[number]>('unsure', (one) => one.word(ADDS)), someone: at('someone').flag(), ...line };
  }
}

function choicesAt(at: (name: string) => Spot): Choices {
  if (at('list').isThere) return { list: at('list').word(Object.keys(LISTS) as ListName[]) };
  const options = at('options').list(2, MOST.options, optionOf);
  at('options').once(options);
  return { options };
}

function optionOf(spot: Spot): Option {
  const at = spot.members(['id', 'label', 'drops']);
  const id = at('id').name(STEP_ID);
  if ((SENSED as readonly string[]).includes(id)) at('id').fail('twice', id);
  const drops = at('drops').or(undefined, (one) => one.list(1, MOST.steps, (step) => step.name(STEP_ID)));
  return { id, label: at('label').text(MOST.label), ...(drops && { drops }) };
}

function rowOf(spot: Spot): Row {
  const at = spot.members(['id', 'label']);
  return { id: at('id').name(ROW_ID), label: at('label').text(MOST.label) };
}

function becomesOf(spot: Spot): Becomes {
  const at = spot.members(['note', 'member', 'take', 'as', 'of', 'about', 'rows', 'words', 'when', 'with', 'on']);
  const words = (one: Spot): Record<string, string> => one.table(MOST.words, (word) => word.name(/^[a-z0-9_]{1,40}$/));
  const maybe = <T>(name: keyof Becomes, made: (one: Spot) => T): object => at(name).or({}, (one) => ({ [name]: made(one) }));
  return {
    note: at('note').word(TARGETS),
    ...maybe('member', (one) => one.name(ROW_ID)), ...maybe('take', (one) => one.word(['line'])), ...maybe('as', (one) => one.name(STEP_ID)),
    ...maybe('of', (one) => one.name(STEP_ID)), ...maybe('about', (one) => one.name(STEP_ID)),
    ...maybe('rows', (one) => one.word(['scope', 'member', 'time'])), ...maybe('words', words),
    ...maybe('when', (one) => one.list(1, MOST.words, (word) => word.name(STEP_ID))), ...maybe('with', words), ...maybe('on', (one) => one.word(['newest'])),
  };
}

/** What a step names exists, and its answer can turn into what it becomes. */
function connect(step: Step, steps: readonly Step[], names: ReadonlySet<string>, spot: Spot): void {
  const asking = new Set(steps.filter(({ ask }) => ask.kind === 'who').map(({ id }) => id));
  const options = (step.ask.kind === 'one' || step.ask.kind === 'some') && 'options' in step.ask.choices ? step.ask.choices.options : [];
  for (const lost of options.flatMap(({ drops }) => drops ?? []).filter((id) => !steps.some((one) => one.id === id))) {
    spot.get('ask').get('options').fail('names_nobody', lost);
  }
  step.becomes.forEach((one, i) => {
    const here = spot.get('becomes').item(i);
    for (const name of ['of', 'about'] as const) {
      const who = one[name];
      if (who !== undefined && !NOBODY_ELSE.includes(who) && !asking.has(who) && !names.has(who)) here.get(name).fail('names_nobody', who);
    }
    const wrong = misfit(step, one);
    if (wrong !== null) here.fail('does_not_fit', wrong);
  });
}
