import { describe, expect, it } from 'vitest';
import { figuresOfAll, figuresOfChallenge, figuresOfPart, rowOfChallenge, rowOfPart } from '../../src/charts/figures';
import { byRecord, type Kept, type Material } from '../../src/charts/material';
import type { R10 } from '../../src/journal/shapes';
import { made, madePart } from '../made';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 23, 12);
const ago = (days: number): number => NOW_MS - days * DAY_MS;

function material({ readings = [], ...fields }: Partial<Omit<Material, 'readings'>> & { readings?: Kept<'reading'>[] } = {}): Material {
  return {
    now_ms: NOW_MS, since_ms: 0, parts: [madePart('pleaser'), madePart('critic'), madePart('smiler', { mergedInto: 'pleaser' })],
    challenges: [made('challenge', 'yes', { words: 'I say yes.', parts: ['pleaser', 'critic'] })], readings: byRecord(readings), selfReadings: [], checkins: [], sittings: [], concerns: [],
    relations: [], burdens: [], witnesses: [], releases: [], roleChanges: [], moments: [], ...fields,
  };
}
let count = 0;
const reading = (of: string, days: number, fields: Partial<Parameters<typeof made<'reading'>>[2]>): ReturnType<typeof made<'reading'>> => (
  made('reading', `r${count++}`, { of, at_ms: ago(days), made_ms: ago(days), ...fields }));
const kinds = (figures: ReturnType<typeof figuresOfAll>): string[] => figures.map((one) => (
  one.kind === 'track' ? one.track.subject : one.kind === 'two' ? `${one.one.subject} ${one.other.subject}` : one.kind));

describe('figures of a part', () => {
  it('are none when nothing was noted', () => {
    expect(figuresOfPart(material(), 'pleaser')).toEqual([]);
    expect(rowOfPart(material(), 'pleaser')).toBe(null);
  });

  it('take in what was noted of a part that was merged into it', () => {
    const from = material({ readings: [reading('smiler', 60, { trust: 2 }), reading('pleaser', 30, { trust: 3 }), reading('critic', 20, { trust: 9 })] });
    const [trust] = figuresOfPart(from, 'pleaser');

    expect(trust).toMatchObject({ kind: 'track', track: { subject: 'trust', finding: { code: 'up', little: true }, points: [{ value: 2 }, { value: 3 }] } });
    expect(rowOfPart(from, 'pleaser')).toMatchObject({ subject: 'trust', finding: { code: 'up' } });
  });

  it('tell falling trust as plainly as rising', () => {
    const from = material({ readings: [reading('pleaser', 60, { trust: 8 }), reading('pleaser', 3, { trust: 3 })] });

    expect(rowOfPart(from, 'pleaser')).toMatchObject({ subject: 'trust', finding: { code: 'down', little: false, few: true } });
  });

  it('show room before and after, strength and room from check-ins, and both lines of its role', () => {
    const checkin = (days: number, strength: R10, room: R10): ReturnType<typeof made<'checkin'>> => (
      made('checkin', `c${days}`, { at_ms: ago(days), parts: { pleaser: { here: true, strength, room } } }));
    const from = material({
      readings: [
        reading('pleaser', 5, { from: 'page', room: 9 }), reading('pleaser', 4.9, { from: 'page', room: 4 }),
        reading('pleaser', 5, { extremity: 7, space: 2 }), reading('pleaser', 1, { extremity: 6, space: 4 }),
      ],
      checkins: [checkin(3, 6, 7), checkin(2, 'cant_tell', 5)],
    });

    expect(kinds(figuresOfPart(from, 'pleaser'))).toEqual(['pairs', 'strength room', 'extremity space']);
  });

  it('show how far each worry was heard when it was last asked', () => {
    const from = material({
      concerns: [made('concern', 'one', { part: 'pleaser', words: 'They leave.' }), made('concern', 'two', { part: 'pleaser', words: 'I vanish.' })],
      readings: [reading('one', 9, { heard: 'mostly' }), reading('one', 20, { heard: 'not_yet' })],
    });

    expect(figuresOfPart(from, 'pleaser')).toEqual([{
      kind: 'heard', finding: 'some', rows: [{ words: 'They leave.', degree: 'mostly' }, { words: 'I vanish.', degree: null }],
    }]);
  });

  it('mark what was set down with a word, and ask for ease four weeks on', () => {
    const from = material({
      releases: [made('release', 'out', { holder: 'pleaser', outcome: 'a_little', at_ms: ago(60) })],
      readings: [reading('pleaser', 70, { charge: 8 }), reading('pleaser', 50, { charge: 5, ease: 6 }), reading('pleaser', 10, { ease: 6 })],
    });
    const figures = figuresOfPart(from, 'pleaser');

    expect(figures[0]).toMatchObject({ kind: 'track', marks: [{ at_ms: ago(60), outcome: 'a_little' }] });
    expect(figures.at(-1)).toEqual({ kind: 'lasting', soon: 6, later: 6 });
  });

  it('show a tug by whoever stands for its parts now', () => {
    const from = material({
      relations: [made('relation', 'tug', { kind: 'tug', a: 'smiler', b: 'critic' }), made('relation', 'self', { kind: 'tug', a: 'smiler', b: 'pleaser' })],
      readings: [reading('tug', 30, { tension: 8 }), reading('tug', 2, { tension: 8 }), reading('self', 2, { tension: 8 })],
    });

    expect(figuresOfPart(from, 'pleaser')).toMatchObject([{ kind: 'track', between: ['pleaser', 'critic'], track: { finding: { code: 'steady' } } }]);
  });

  it('tell a reading from a clock that was ahead, and draw it nowhere', () => {
    const from = material({ readings: [reading('pleaser', -500, { trust: 9 }), reading('pleaser', 9, { trust: 3 })] });

    expect(figuresOfPart(from, 'pleaser')).toMatchObject([{ track: { points: [{ value: 3 }], undated: [9], finding: { code: 'once' } } }]);
  });
});

describe('figures of a challenge', () => {
  it('show its charge then and now, and who led in its moments', () => {
    const from = material({
      readings: [reading('yes', 70, { charge: 8 }), reading('yes', 30, { charge: 'cant_tell' }), reading('yes', 2, { charge: 5 })],
      moments: [{ made_ms: ago(40), leads: 'part', challenge: 'yes' }, { made_ms: ago(2), leads: 'self', challenge: 'yes' }, { made_ms: ago(2), leads: 'part', challenge: 'other' }],
    });
    const figures = figuresOfChallenge(from, 'yes');

    expect(figures[0]).toMatchObject({ kind: 'then_now', before: { value: 8 }, now: { value: 5 }, finding: { code: 'down' } });
    expect(figures[1]).toMatchObject({ track: { subject: 'led', points: [{ value: 0 }, { value: 10 }] } });
    expect(rowOfChallenge(from, 'yes')).toMatchObject({ subject: 'charge', finding: { code: 'down', little: true } });
  });

  it('tell no then and now from one reading', () => {
    expect(figuresOfChallenge(material({ readings: [reading('yes', 70, { charge: 8 })] }), 'yes')).toEqual([]);
  });

  it('show a tug between its parts, also where it names one that turned out to be another', () => {
    const from = material({
      challenges: [made('challenge', 'yes', { parts: ['smiler', 'critic'] })],
      relations: [made('relation', 'tug', { kind: 'tug', a: 'pleaser', b: 'critic' })], readings: [reading('tug', 2, { tension: 8 })],
    });
    expect(kinds(figuresOfChallenge(from, 'yes'))).toEqual(['tension']);
  });
});

describe('figures of everything', () => {
  it('show room to move against charge, and each alone where the other was never noted', () => {
    const move = made('self_reading', 's', { at_ms: ago(3), move: 4, balance: 5 });

    expect(kinds(figuresOfAll(material({ selfReadings: [move] })))).toEqual(['balance', 'move']);
    expect(kinds(figuresOfAll(material({ selfReadings: [move], readings: [reading('pleaser', 2, { charge: 6 }), reading('yes', 2, { charge: 9 })] }))))
      .toEqual(['balance', 'charge move']);
  });

  it('look no further back than asked', () => {
    const from = material({ since_ms: ago(90), moments: [{ made_ms: ago(200), leads: 'self', challenge: '' }] });

    expect(figuresOfAll(from)).toEqual([]);
  });
});
