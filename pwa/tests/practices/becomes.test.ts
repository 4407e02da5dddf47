import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '../../src/practices/becomes';
import { CLOSING_PRACTICE, PRACTICES } from '../../src/practices/bundled';
import type { Sat } from '../../src/practices/drafts';
import type { Kept, Known, Plan, Planned } from '../../src/practices/plan';
import { begin, close, FRAME, skip, stop, wayOf, type Sitting } from '../../src/practices/sitting';
import { aboutOf, ago, answer, EVERYBODY, kept, known, noted, NOW_MS, PLEASER, practice, sat, SMALL, TODAY } from './made';

const planOf = (sitting: Sat, journal: Known = known()): Plan => plan(sitting, practice(sitting.practice), CLOSING_PRACTICE, journal);

/** A sitting of this practice in which only these steps were answered. */
function answered(id: string, answers: Record<string, Parameters<typeof answer>[0]>, more: Partial<Sitting> = {}): Sat {
  const said = Object.fromEntries(Object.entries(answers).map(([key, given]) => [key, answer(given)]));
  return { ...begin(practice(id), aboutOf(practice(id)), NOW_MS), answers: said, ...more, id: 'sitting' };
}

const ended = (id: string): Sat => ({ ...close(sat(practice(id))), id: 'sitting' });

/** What was planned of one type, without the members every note has. */
function of(type: Planned['type'], { notes }: Plan): object[] {
  return notes.filter((one) => one.type === type).map(({ fields }) => {
    const { from: _from, step: _step, at_ms: _at, challenge: _challenge, ...said } = fields as Record<string, unknown>;
    return said;
  });
}

/** What each practice records when everything was answered: type, and the members beside the ones all have. */
const RECORDED: Record<string, [Planned['type'], object][]> = {
  'p1.1': [
    ['part', { triggers: 'about moment' }], ['part', { job: 'about want' }], ['challenge', { parts: ['pleaser', 'critic'] }],
  ],
  'p1.2': [
    ['reading', { room: 6, of: 'pleaser' }], ['part', { channels: ['image', 'knowing'] }], ['part', { body: 'about sense' }],
    ['concern', { words: 'about worry', part: 'pleaser', about: '' }], ['reading', { toward: ['hurry', 'numb'], of: 'pleaser' }], ['reading', { room: 6, of: 'pleaser' }],
  ],
  'p1.3': [
    ['part', { job: 'about job' }], ['part', { firstNoticed: 'about began' }], ['part', { costs: 'about cost' }], ['part', { hopes: 'about hope' }],
    ['part', { fears: 'about fear' }], ['reading', { toward: ['hurry', 'numb'], of: 'pleaser' }], ['promise', { words: 'about offer', part: 'pleaser' }],
  ],
  'p1.4': [['reading', { knows: 'yes', of: 'pleaser' }], ['reading', { trust: 6, of: 'pleaser' }]],
  'p1.5': [
    ['relation', { kind: 'concerned', a: 'critic', b: 'pleaser' }],
    ['concern', { words: 'about worry', help: 'about like_to_see', part: 'critic', about: 'pleaser' }],
  ],
  'p2.1': [
    ['relation', { kind: 'protects', a: 'pleaser', b: 'small' }], ['part', { notes: 'about may_know' }],
    ['concern', { words: 'about worries', part: 'pleaser', about: 'small' }],
    ...(['show', 'connect', 'help'] as const).map((scope): ['permission', object] => ['permission', {
      scope, answer: 'yes_if', part: 'pleaser', about: 'small',
      near: 'near about all_right', time: 'time about all_right', company: 'company about all_right', stopWord: 'stopWord about all_right',
    }]),
    ['concern', { words: 'about objects', part: 'critic', about: 'small' }], ['concern', { words: 'about objects', part: 'pleaser', about: 'small' }],
    ['promise', { words: 'about kept', part: 'pleaser' }],
  ],
  'p2.2': [
    ['part', { look: 'about who_is_there' }], ['reading', { toward: ['hurry', 'numb'], of: 'small' }], ['reading', { knows: 'yes', of: 'small' }],
    ['promise', { words: 'about back', part: 'small' }],
  ],
  'p2.3': [['witness', {
    company: 'trusted', showed: 'about know_first\nabout was_like\nabout needed\nabout believe', enough: true, understood: 'a_little', part: 'small',
  }]],
  'p2.4': [['entry', { kind: 'letter', to: 'small', sitting: 'sitting', sealed_ms: expect.any(Number) }]],
  'p2.5': [],
  'p3.1': [['reading', { charge: 6, of: 'small' }]],
  'p3.2': [
    ['burden', { words: 'about carried', kind: 'legacy', image: 'From family, From the world. about what_is_it', origin: 'about from_where', holder: 'small' }],
    ['concern', { words: 'about mind', part: 'critic', about: 'small' }], ['concern', { words: 'about mind', part: 'pleaser', about: 'small' }],
  ],
  'p3.3': [
    ['release', {
      where: 'alone', left: 'not_needed', way: 'Handing back, Its own way. about way', outcome: 'all_it_knows', remains: 'about stays', invited: 'about invited',
      saw: ['critic', 'pleaser'], holder: 'small',
    }],
    ['part', { notes: 'about left' }],
  ],
  'p3.4': [
    ['quality', { kind: 'need', words: 'about need', part: 'small' }], ['quality', { kind: 'self_quality', words: 'Tenderness, Clarity. about safe', part: 'small' }],
    ['quality', { kind: 'natural_way', words: 'about in_the_world', part: 'small' }], ['part', { notes: 'about live' }], ['part', { otherNames: 'about called' }],
    ['promise', { words: 'about honour', part: 'small' }],
  ],
  'p3.5': [['follow_up', {
    part: 'small', start_day: TODAY,
    visits: { sitting: { at_ms: expect.any(Number), how: 'about how', back: 'about come_back', busy: 'about busy', wants: 'A word, Nothing. about wants', same: null } },
  }]],
  'p4.1': [['reading', { extremity: 6, of: 'critic' }], ['reading', { extremity: 6, of: 'pleaser' }]],
  'p4.2': [['reading', { space: 6, of: 'pleaser' }]],
  'p4.3': [['burden', { words: 'about carries', holder: 'pleaser' }], ['quality', { kind: 'capacity', words: 'about keep', part: 'pleaser' }]],
  'p4.4': [
    ['quality', { kind: 'capacity', words: 'about gift', part: 'pleaser' }], ['part', { rather: 'about two_hours' }],
    ['role_change', { fromRole: 'manager', before: '', after: 'about new_role', part: 'pleaser' }], ['reading', { alignment: 6, of: 'pleaser' }],
  ],
  'p4.5': [],
  'p5.1': [['self_reading', { near: '', c: expect.objectContaining({ creativity: '2', connectedness: '2', calm: null }) }], ['self_reading', { near: '', leads: 'mixed' }]],
  'p5.2': [
    ['agreement', { words: 'about agreed', parts: ['critic', 'pleaser'] }],
    ['promise', { words: 'about disagrees', part: 'critic' }], ['promise', { words: 'about disagrees', part: 'pleaser' }],
  ],
  'p5.3': [['relation', { kind: 'tug', a: 'critic', b: 'pleaser' }], ['reading', { tension: 6 }], ['agreement', { words: 'about again', parts: ['critic', 'pleaser'] }]],
  'p5.4': [['reading', { charge: 8, of: 'no' }], ['reading', { charge: 7, of: 'no' }], ['reading', { handled: 'not_yet', of: 'no' }]],
  'p5.5': [
    ['challenge', { love: 'about love' }], ['relation', { kind: 'protects', a: 'pleaser', b: 'small' }],
    ['permission', { answer: 'yes', scope: 'connect', part: 'pleaser', about: 'small' }], ['reading', { knows: 'yes', of: 'pleaser' }],
  ],
};

/** Every practice may end with a promise, begins with who leads, and may ask for trust. */
const isFrame = ({ key }: Planned): boolean => key.startsWith(FRAME.here) || key.startsWith(FRAME.trust) || key.startsWith('p0_');

describe('a sitting that went to its end', () => {
  it.each(PRACTICES.map(({ id }) => id))('%s records what it is meant to', (id) => {
    const made = planOf(ended(id));
    const own = { ...made, notes: made.notes.filter((one) => !isFrame(one)) };
    const found = own.notes.map((one) => [one.type, of(one.type, { ...own, notes: [one] })[0]]);
    const order = (some: unknown[]): string[] => some.map((one) => JSON.stringify(one)).sort();
    expect(found.length).toBe(RECORDED[id]!.length);
    for (const one of RECORDED[id]!) expect(found).toContainEqual(one);
    expect(order(found.map(([type]) => type))).toEqual(order(RECORDED[id]!.map(([type]) => type)));
  });

  it('records who led, how far it is trusted, and a promise made at the end', () => {
    const made = planOf(sat(practice('p4.4')));
    expect(made.notes.filter(isFrame).map(({ type, fields }) => [type, fields])).toEqual([
      ['self_reading', expect.objectContaining({ leads: 'self', near: '', from: 'sitting' })],
      ['reading', expect.objectContaining({ trust: 6, of: 'pleaser', challenge: 'no' })],
      ['promise', expect.objectContaining({ words: 'about promised', part: 'pleaser' })],
    ]);
    expect(planOf(sat(practice('p3.1'))).notes.find(({ type }) => type === 'self_reading')!.fields).toMatchObject({ near: 'small' });
  });

  it.each(PRACTICES.map(({ id }) => id))('%s: everything planned is what the registry takes', (id) => {
    const made = planOf(sat(practice(id)));
    const after = noted(known(), sat(practice(id)), made).known.notes;
    for (const one of made.notes) {
      if (one.type === 'entry') continue;
      expect(after.find((note) => note.id === (one.id ?? `new-${one.key}`))).toMatchObject(one.fields);
    }
  });

  it('says every note’s name in letters a record may have', () => {
    for (const one of PRACTICES) for (const { key } of planOf(sat(one)).notes) expect(key).toMatch(/^[A-Za-z0-9_.-]{1,200}$/);
  });
});

describe('stopped anywhere', () => {
  it('keeps what was said, each thing once, however often it is stopped and taken up', () => {
    for (const one of PRACTICES) {
      const places = wayOf(one, CLOSING_PRACTICE).length;
      let journal = known();
      let told: Sitting['told'] = {};
      for (let at = 0; at <= places; at++) {
        const sitting = { ...stop(sat(one, at)), told, id: 'sitting' };
        const done = noted(journal, sitting, planOf(sitting, journal));
        expect(planOf(done.sitting, done.known).notes, `${one.id} at ${at}`).toEqual([]);
        journal = done.known;
        told = done.sitting.told;
      }
      const all = noted(known(), sat(one), planOf(sat(one))).known;
      const seen = ({ notes }: Known): unknown => JSON.parse(JSON.stringify([...notes].sort((x, y) => (x.id < y.id ? -1 : 1)), (name, value: unknown) => (name.endsWith('_ms') ? 0 : value)));
      // When something was observed is when it was first told.
      expect(seen(journal), one.id).toEqual(seen(all));
    }
  });

  it('is nothing where nothing was said', () => {
    fc.assert(fc.property(fc.constantFrom(...PRACTICES), fc.infiniteStream(fc.boolean()), (one, coins) => {
      const skipped = wayOf(one, CLOSING_PRACTICE).reduce<Sitting>((before, place) => (coins.next().value ? skip(before, place, NOW_MS) : before), begin(one, aboutOf(one), NOW_MS));
      expect(plan({ ...skipped, id: 'sitting' }, one, CLOSING_PRACTICE, known())).toEqual({ notes: [], sitting: { told: {} } });
    }));
  });

  it('of what was written and skipped nothing is made', () => {
    const sitting = answered('p1.3', { job: { text: 'keep the peace', skipped: true } });
    expect(planOf(sitting).notes).toEqual([]);
  });

  it('can’t tell is no words, and stays an answer where it is one', () => {
    expect(planOf(answered('p2.2', { who_is_there: { word: 'nothing' }, notice: { word: 'cant_tell' } })).notes.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ knows: 'cant_tell' }),
    ]);
    expect(of('reading', planOf(answered('p1.2', { room_before: { value: 'cant_tell' } })))).toEqual([{ room: 'cant_tell', of: 'pleaser' }]);
    expect(planOf(answered('p1.2', { sense: { word: 'cant_tell' } })).notes).toEqual([]);
  });
});

describe('on two devices, and after a crash', () => {
  it('notes that are stored are not added again, told or not', () => {
    for (const one of PRACTICES) {
      const sitting = sat(one);
      const { known: after } = noted(known(), sitting, planOf(sitting));
      const again = planOf(sitting, after).notes.filter(({ type }) => type !== 'follow_up');
      expect(again, one.id).toEqual([]);
    }
  });

  it('two devices give their notes the same names', () => {
    const [here, there] = [planOf(sat(practice('p2.1'))), planOf(close(sat(practice('p2.1'))) as Sat)];
    expect(here.notes.map(({ key }) => key)).toEqual(there.notes.map(({ key }) => key));
  });

  it('what was taken away does not come back', () => {
    const sitting = sat(practice('p1.3'));
    const done = noted(known(), sitting, planOf(sitting));
    const without = done.known.notes.filter(({ type }) => type !== 'promise');
    expect(planOf(done.sitting, { ...done.known, notes: without }).notes).toEqual([]);
    const inBin = done.known.notes.map((note) => (note.type === 'promise' ? { ...note, binned_ms: 5 } : note)) as Kept[];
    const later = { ...done.sitting, answers: { ...done.sitting.answers, offer: answer({ some: ['promise'], text: 'another', at_ms: NOW_MS + 9e6 }) } };
    expect(planOf(later, { ...done.known, notes: inBin }).notes).toEqual([]);
  });
});

describe('an answer that was changed afterwards', () => {
  const first = answered('p1.2', { room_after: { value: 8 }, worry: { text: 'a flood' } });
  const done = noted(known(), first, planOf(first));
  const changed = { ...done.sitting, answers: { ...done.sitting.answers, room_after: answer({ value: 5, at_ms: NOW_MS + 9 }), worry: answer({ text: 'a flood of tears', at_ms: NOW_MS + 9 }) } };

  it('is set on the same note', () => {
    const made = planOf(changed, done.known);
    expect(made.notes.map(({ id, fields }) => [id, fields])).toEqual([
      ['new-worry.concern', { words: 'a flood of tears' }], ['new-room_after.reading', { room: 5 }],
    ]);
    expect(planOf(noted(done.known, changed, made).sitting, noted(done.known, changed, made).known).notes).toEqual([]);
  });

  it('tells whom it is about, once that is named', () => {
    const worry = answered('p2.1', { worries: { text: 'tears' } });
    const told = noted(known(), worry, planOf(worry));
    const named = { ...told.sitting, answers: { ...told.sitting.answers, someone: answer({ who: ['small'] }), worries: answer({ text: 'tears', at_ms: NOW_MS + 1 }) } };
    expect(planOf(named, told.known).notes).toMatchObject([{ type: 'relation' }, { type: 'concern', id: 'new-worry.concern', fields: { about: 'small' } }]);
  });

  it('stands below words the person put there meanwhile', () => {
    const edited = done.known.notes.map((note) => (note.type === 'concern' ? { ...note, words: 'It fears the dam.' } : note)) as Kept[];
    const words = planOf(changed, { ...done.known, notes: edited }).notes.find(({ type }) => type === 'concern')!.fields;
    expect(words).toEqual({ words: 'It fears the dam.\na flood of tears' });
  });
});

describe('words that stand on a part or a challenge', () => {
  const known_: Kept = { ...PLEASER, job: 'It keeps the peace.', otherNames: 'Peacekeeper' } as Kept;
  const journal = known([known_, SMALL, ...EVERYBODY.filter(({ id }) => id !== 'pleaser' && id !== 'small')]);

  it('stay, and new ones come below', () => {
    expect(of('part', planOf(answered('p1.3', { job: { text: 'It says yes for me.' } }), journal))).toEqual([{ job: 'It keeps the peace.\nIt says yes for me.' }]);
  });

  it('are not said twice', () => {
    expect(planOf(answered('p1.3', { job: { text: 'It keeps the peace.' } }), journal).notes).toEqual([]);
  });

  it('of two steps for one member both are there', () => {
    const twice = { ...practice('p1.3'), steps: practice('p1.3').steps.map((step) => (step.id === 'hello' ? { ...step, becomes: practice('p1.3').steps[1]!.becomes } : step)) };
    const sitting = answered('p1.3', { hello: { text: 'hello' }, job: { text: 'keep watch' } });
    const last = plan(sitting, twice, CLOSING_PRACTICE, known()).notes.at(-1)!;
    expect(last.fields).toEqual({ job: 'hello\nkeep watch' });
  });

  it('never lose a line', () => {
    const line = fc.constantFrom('a', 'b', 'c d', 'a b', '');
    const text = fc.array(line, { maxLength: 4 }).map((some) => some.join('\n'));
    fc.assert(fc.property(text, text, (before, words) => {
      const here = known([{ ...PLEASER, job: before } as Kept]);
      const after = (of('part', planOf(answered('p1.3', { job: { text: words } }), here))[0] as { job: string } | undefined)?.job ?? before;
      for (const one of [...before.split('\n'), ...words.split('\n')]) expect(after).toContain(one.trim());
    }));
  });

  it('names stand beside each other', () => {
    const named = known([{ ...SMALL, otherNames: 'Mouse' } as Kept]);
    expect(of('part', planOf(answered('p3.4', { called: { text: 'Robin' } }), named))).toEqual([{ otherNames: 'Mouse, Robin' }]);
  });

  it('of a part in the bin are left alone, and the answer waits', () => {
    const gone = known([{ ...PLEASER, binned_ms: 5 } as Kept]);
    const made = planOf(answered('p1.3', { job: { text: 'keep watch' } }), gone);
    expect(made).toEqual({ notes: [], sitting: { told: {} } });
  });

  it('go to the one that stands for it by now', () => {
    const merged = known([{ ...PLEASER, mergedInto: 'critic' } as Kept, ...EVERYBODY.filter(({ id }) => id !== 'pleaser')]);
    expect(planOf(answered('p1.3', { job: { text: 'keep watch' } }), merged).notes).toMatchObject([{ type: 'part', id: 'critic' }]);
  });
});

describe('what is there already', () => {
  it('a line is not drawn twice, and what is said of it goes there', () => {
    const rope = kept('relation', 'rope', { kind: 'tug', a: 'pleaser', b: 'critic' });
    const made = planOf(sat(practice('p5.3')), known([...EVERYBODY, rope]));
    expect(of('relation', made)).toEqual([]);
    expect(made.notes.find(({ type }) => type === 'reading')).toMatchObject({ fields: { of: 'rope', tension: 6 }, links: {} });
  });

  it('a line that is new is named by what is said of it', () => {
    const made = planOf(sat(practice('p5.3')));
    const rope = made.notes.find(({ type }) => type === 'relation')!;
    expect(made.notes.find(({ type, fields }) => type === 'reading' && 'tension' in fields)).toMatchObject({ links: { of: rope.key } });
    expect(noted(known(), sat(practice('p5.3')), made).known.notes.find((note) => note.type === 'reading' && note.tension === 6)).toMatchObject({ of: `new-${rope.key}` });
  });

  it('who was told is added to the newest release', () => {
    const old = kept('release', 'old', { holder: 'small', at_ms: ago(30), saw: [] });
    const release = kept('release', 'new', { holder: 'small', at_ms: ago(3), saw: ['critic'] });
    expect(planOf(sat(practice('p4.1')), known([...EVERYBODY, old, release])).notes[0]).toMatchObject({ type: 'self_reading' });
    expect(planOf(sat(practice('p4.1')), known([...EVERYBODY, old, release])).notes.filter(({ type }) => type === 'release')).toEqual([
      expect.objectContaining({ id: 'new', fields: { saw: ['critic', 'pleaser'] } }),
    ]);
  });

  it('a visit belongs to the visits that go on', () => {
    const release = kept('release', 'r', { holder: 'small' });
    const visits = { before: { at_ms: ago(1), how: 'quiet', back: '', busy: '', wants: '', same: null } };
    const follow = kept('follow_up', 'f', { release: 'r', start_day: TODAY - 9, visits });
    const sitting = answered('p3.5', { how: { text: 'asleep' }, next: { word: 'few_days' } });
    expect(planOf(sitting, known([...EVERYBODY, release, follow])).notes).toMatchObject([
      { type: 'follow_up', id: 'f', fields: { next_day: TODAY + 3, visits: { ...visits, sitting: { how: 'asleep' } } } },
    ]);
  });

  it('“then” is dated to when the challenge was told, unless it was asked about at that time', () => {
    const made = planOf(sat(practice('p5.4')));
    expect(made.notes.filter(({ key }) => key.startsWith('charged')).map(({ fields }) => fields)).toMatchObject([{ charge: 8, at_ms: ago(90) }, { charge: 7 }]);
    const early = kept('reading', 'early', { of: 'no', charge: 9, at_ms: ago(90) });
    expect(planOf(sat(practice('p5.4')), known([...EVERYBODY, early])).notes.filter(({ key }) => key.startsWith('charged'))).toMatchObject([{ fields: { charge: 7 } }]);
  });
});

describe('a permission', () => {
  it('is asked for each door on its own, and not made by conditions alone', () => {
    const doors = planOf(answered('p2.1', { may: { rows: { show: 'yes', help: 'not_now' } }, someone: { someone: true } }));
    expect(of('permission', doors)).toEqual([
      { scope: 'show', answer: 'yes', part: 'pleaser', about: '' }, { scope: 'help', answer: 'not_now', part: 'pleaser', about: '' },
    ]);
    expect(planOf(answered('p2.1', { all_right: { rows: { near: 'a yard' } } })).notes).toEqual([]);
  });

  it('of a yes under conditions is a yes-if', () => {
    const made = planOf(answered('p2.1', { all_right: { rows: { near: 'a yard', time: ' ' } }, may: { rows: { connect: 'yes', help: 'no' } } }));
    expect(of('permission', made)).toEqual([
      { scope: 'connect', answer: 'yes_if', near: 'a yard', part: 'pleaser', about: '' }, { scope: 'help', answer: 'no', near: 'a yard', part: 'pleaser', about: '' },
    ]);
  });
});

describe('a letter', () => {
  const letter = { choose: { who: ['small'] }, begin: { text: 'I saw you.' }, what_year: { text: 'There is a garden.' } };

  it('is one page, with what was written', () => {
    expect(planOf(answered('p2.4', letter, { closed: true })).notes).toMatchObject([{ type: 'entry', fields: { kind: 'letter', to: 'small' }, text: 'I saw you.\nThere is a garden.' }]);
    expect(planOf(answered('p2.4', letter, { closed: true }), known(EVERYBODY, { hasLetter: true })).notes).toEqual([]);
  });

  it('is no page before the end', () => {
    expect(planOf(answered('p2.4', letter, { stopped: true }))).toMatchObject({ notes: [], sitting: { told: {} } });
  });

  it('is let go of when it may not stay: nothing is made, and the words leave the sitting', () => {
    const made = planOf(answered('p2.4', { ...letter, may_stay: { word: 'let_go' } }, { closed: true }));
    expect(made.notes).toEqual([]);
    expect(Object.values(made.sitting.answers!).map(({ text }) => text).join('')).toBe('');
    expect(made.sitting.answers!['begin']).toMatchObject({ at_ms: NOW_MS });
  });

  it('for nobody in particular is to nobody', () => {
    expect(planOf(answered('p2.4', { begin: { text: 'I saw you.' } }, { closed: true })).notes).toMatchObject([{ fields: { to: '' } }]);
  });
});

describe('whatever a sitting holds', () => {
  const word = fc.constantFrom('yes', 'no', 'cant_tell', 'nothing', 'let_go', 'promise', 'self', '', '__proto__', 'constructor');
  const id = fc.constantFrom('pleaser', 'small', 'critic', 'nobody');
  const given = fc.record({
    text: fc.constantFrom('', ' ', 'words', 'a\nb'), value: fc.constantFrom(null, 0, 10, 'cant_tell' as const), word, some: fc.array(word, { maxLength: 3 }),
    rows: fc.dictionary(fc.constantFrom('near', 'show', 'help', 'other'), word), values: fc.dictionary(fc.constantFrom('then', 'today'), fc.constantFrom(null, 3)),
    who: fc.uniqueArray(id, { maxLength: 3 }), someone: fc.boolean(), skipped: fc.boolean(), at_ms: fc.constantFrom(0, NOW_MS, NOW_MS + 5),
  });

  it('it is noted once, in shapes the registry takes', () => {
    fc.assert(fc.property(fc.constantFrom(...PRACTICES), fc.array(given, { minLength: 30, maxLength: 30 }), fc.subarray([...EVERYBODY]), (one, some, notes) => {
      const answers = Object.fromEntries(wayOf(one, CLOSING_PRACTICE).map(({ key }, i) => [key, some[i % some.length]!]));
      const sitting: Sat = { ...begin(one, aboutOf(one), NOW_MS), answers, id: 'sitting' };
      const made = plan(sitting, one, CLOSING_PRACTICE, known(notes));
      expect(new Set(made.notes.map(({ key }) => key)).size).toBe(made.notes.length);
      const done = noted(known(notes), sitting, made);
      expect(plan(done.sitting, one, CLOSING_PRACTICE, done.known).notes).toEqual([]);
    }), { numRuns: 300 });
  });
});
