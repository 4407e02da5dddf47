import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/practices/json';
import { LONGEST_FILE, readFile, readPractice } from '../../src/practices/schema';
import { PracticeError } from '../../src/practices/trouble';

const CONTENT = join(import.meta.dirname, '../../src/practices/content/en');
const FILES = readdirSync(CONTENT).filter((name) => /^p\d.*\.json$/.test(name));
const README = readFileSync(join(import.meta.dirname, '../../src/practices/README.md'), 'utf8');

type Loose = Record<string, unknown>;
const step = (more: Loose = {}): Loose => ({ id: 'one', say: 'What is here?', ask: { kind: 'text' }, ...more });
const own = (more: Loose = {}): Loose => ({
  format: 'selfward-practice-1', id: 'mine', version: 1, goal: 1, title: 'Mine', about: 'A few questions.', minutes: 5, suits: 'alone', subject: 'part',
  steps: [step()], ...more,
});

/** Reason, place, line and word of what is wrong. */
function trouble(text: string, source: 'own' | 'bundled' = 'own'): unknown[] | null {
  try {
    readFile(text, source);
    return null;
  } catch (error) {
    if (!(error instanceof PracticeError)) throw error;
    return [error.reason, error.place, error.line, error.what];
  }
}

const wrong = (value: unknown, source?: 'bundled'): unknown[] => trouble(JSON.stringify(value, null, 1), source)?.filter((_, i) => i !== 2) ?? [];

describe('a practice file', () => {
  it.each(FILES)('%s is read', (name) => {
    const practice = readFile(readFileSync(join(CONTENT, name), 'utf8'), 'bundled');
    expect(`${practice.id}.json`).toBe(name);
  });

  it('is read as the README shows one', () => {
    const [shown] = /```json\n([^]*?)```/.exec(README)!.slice(1);
    expect(readFile(shown!, 'bundled').steps.length).toBeGreaterThan(2);
  });

  it('may leave out what is usual', () => {
    expect(readPractice(own(), 'own')).toMatchObject({ deep: false, after: [], steps: [{ senses: false, later: false, becomes: [] }] });
    expect(readPractice(own({ deep: true, subject: 'tender' }), 'own').after).toEqual(['yes']);
  });

  it('of a newer app is read without what nobody knows here; in ours that is a mistake', () => {
    const newer = own({ music: 'none', steps: [step({ colour: 'blue' })] });
    expect(readPractice(newer, 'own').steps).toHaveLength(1);
    expect(wrong(newer, 'bundled')).toEqual(['unknown', '', 'music']);
    expect(wrong(own({ steps: [step({ colour: 'blue' })] }), 'bundled')).toEqual(['unknown', 'steps[0]', 'colour']);
  });
});

describe('a file that is none says where it went wrong', () => {
  it.each<[string, unknown, unknown[]]>([
    ['another format', own({ format: 'other' }), ['not_one_of', 'format', 'selfward-practice-1']],
    ['no title', own({ title: undefined }), ['missing', 'title', '']],
    ['an empty title', own({ title: ' ' }), ['empty', 'title', '']],
    ['a long title', own({ title: 'x'.repeat(81) }), ['too_long', 'title', '80']],
    ['a number for a title', own({ title: 7 }), ['kind', 'title', '']],
    ['a goal there is not', own({ goal: 6 }), ['range', 'goal', '0-5']],
    ['half a minute', own({ minutes: 0.5 }), ['kind', 'minutes', '']],
    ['a name with spaces', own({ id: 'My Own' }), ['range', 'id', 'My Own']],
    ['no steps', own({ steps: [] }), ['too_few', 'steps', '1']],
    ['too many steps', own({ steps: Array.from({ length: 25 }, (_, i) => step({ id: `s${i}` })) }), ['too_many', 'steps', '24']],
    ['two steps of one name', own({ steps: [step(), step()] }), ['twice', 'steps[1]', 'one']],
    ['a step with a name of the closing', own({ steps: [step({ id: 'p0_look' })] }), ['range', 'steps[0].id', 'p0_look']],
    ['a question with a hole', own({ steps: [step({ say: 'How is {nobody}?' })] }), ['placeholder', 'steps[0].say', '{nobody}']],
    ['an answer nobody knows', own({ steps: [step({ ask: { kind: 'song' } })] }), ['not_one_of', 'steps[0].ask.kind', expect.stringContaining('text')]],
    ['a scale nobody knows', own({ steps: [step({ ask: { kind: 'degree', scale: 'joy' } })] }), ['not_one_of', 'steps[0].ask.scale', expect.stringContaining('room')]],
    ['one choice alone', own({ steps: [step({ ask: { kind: 'one', options: [{ id: 'a', label: 'A' }] } })] }), ['too_few', 'steps[0].ask.options', '2']],
    ['a choice that is there anyway', own({ steps: [step({ ask: { kind: 'one', options: [{ id: 'cant_tell', label: 'A' }, { id: 'b', label: 'B' }] } })] }), ['twice', 'steps[0].ask.options[0].id', 'cant_tell']],
    ['a choice that lets go of nothing', own({ steps: [step({ ask: { kind: 'one', options: [{ id: 'a', label: 'A', drops: ['two'] }, { id: 'b', label: 'B' }] } })] }), ['names_nobody', 'steps[0].ask.options', 'two']],
    ['somebody no step asks for', own({ steps: [step({ becomes: [{ note: 'promise', member: 'words', of: 'them' }] })] }), ['names_nobody', 'steps[0].becomes[0].of', 'them']],
    ['words for a number', own({ steps: [step({ becomes: [{ note: 'reading', member: 'trust', of: 'subject' }] })] }), ['does_not_fit', 'steps[0].becomes[0]', 'member']],
    ['a member there is not', own({ steps: [step({ becomes: [{ note: 'part', member: 'mergedInto', of: 'subject' }] })] }), ['does_not_fit', 'steps[0].becomes[0]', 'member']],
    ['a member every object has', own({ steps: [step({ becomes: [{ note: 'part', member: 'constructor', of: 'subject' }] })] }), ['does_not_fit', 'steps[0].becomes[0]', 'member']],
    ['a kind there is not', own({ steps: [step({ becomes: [{ note: 'quality', member: 'words', with: { kind: 'prize' }, of: 'subject' }] })] }), ['does_not_fit', 'steps[0].becomes[0]', 'kind']],
    ['a record that is not for practices', own({ steps: [step({ becomes: [{ note: 'settings', member: 'words' }] })] }), ['not_one_of', 'steps[0].becomes[0].note', expect.any(String)]],
    ['a list', [], ['kind', '', '']],
    ['nothing', null, ['kind', '', '']],
  ])('%s', (_, value, expected) => {
    expect(wrong(value)).toEqual(expected);
  });

  it('with its line', () => {
    const text = JSON.stringify(own({ steps: [step(), step({ id: 'two', say: '' })] }), null, 2);
    const at = text.split('\n').findIndex((line) => line.includes('"say": ""')) + 1;
    expect(trouble(text)).toEqual(['empty', 'steps[1].say', at, '']);
    expect(trouble('{\n  "format": "selfward-practice-1",\n  "id" "mine"\n}')).toEqual(['not_json', '', 3, '']);
    expect(trouble('{\n "id": 1,\n "id": 2\n}')).toEqual(['twice', 'id', 3, '']);
    expect(trouble('[\n'.repeat(40))).toEqual(['too_deep', '[0]'.repeat(13), 14, '']);
    expect(trouble(' '.repeat(LONGEST_FILE + 1))).toEqual(['too_long_file', '', null, '']);
    expect(trouble('')).toEqual(['not_json', '', 1, '']);
  });

  it('and nothing else, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), (text) => void trouble(text)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void trouble(JSON.stringify(value))));
  });

  it('also when one thing of a good one is something else', () => {
    const good = FILES.map((name) => JSON.parse(readFileSync(join(CONTENT, name), 'utf8')) as unknown);
    fc.assert(fc.property(fc.constantFrom(...good), fc.nat(), fc.jsonValue(), (practice, nth, other) => {
      const spots: [Loose, string][] = [];
      const copy = structuredClone(practice);
      (function walk(value: unknown): void {
        if (typeof value !== 'object' || value === null) return;
        for (const name of Object.keys(value)) {
          spots.push([value as Loose, name]);
          walk((value as Loose)[name]);
        }
      })(copy);
      const [holder, name] = spots[nth % spots.length]!;
      holder[name] = other;
      trouble(JSON.stringify(copy), 'bundled');
    }), { numRuns: 300 });
  });
});

describe('JSON with its lines', () => {
  it('says what JSON.parse says', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(parse(text).value).toEqual(JSON.parse(text));
    }));
  });

  it('refuses what JSON.parse refuses', () => {
    for (const text of ['{', '[1,]', '{"a":1,}', '01', '1.', '"\n"', '"\\x"', "'a'", 'nul', '1 2', '[1 2]', '{a:1}', '"a', '\u00a01', '--1', '']) {
      expect(() => { parse(text); }, text).toThrow(PracticeError);
      expect(() => JSON.parse(text) as unknown, text).toThrow();
    }
  });

  it('knows where each value stands', () => {
    const { lineOf } = parse('{\n "a": [\n  1,\n  {"b":\n   2}]}');
    expect(['', 'a', 'a[0]', 'a[1]', 'a[1].b', 'c'].map(lineOf)).toEqual([1, 2, 3, 4, 5, null]);
  });
});
