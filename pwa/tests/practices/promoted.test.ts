import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPANY, GOALS } from '../../src/journal/vocabulary';
import { PRACTICES } from '../../src/practices/bundled';
import { ALONE_FIRST, listed, type Wanted } from '../../src/practices/promoted';

const ANY: Wanted = { goal: null, focus: [], band: null, minutes: null, text: '', company: null, protectorFirst: false, visits: true };
const ids = (wanted: Partial<Wanted>, first?: boolean): string[] =>
  listed(PRACTICES, { ...ANY, ...wanted }).filter((one) => first === undefined || one.first === first).map(({ practice }) => practice.id);

describe('the list of practices', () => {
  it('holds all of them, by goal', () => {
    expect(ids({}).length).toBe(25);
    expect(ids({ goal: '4' })).toEqual(['p4.1', 'p4.2', 'p4.3', 'p4.4', 'p4.5']);
  });

  it('alone with a tender part begins with asking, the doorway, a letter, holding and visits', () => {
    expect([...ids({ goal: '2' }, true), ...ids({ goal: '3' }, true)]).toEqual(ALONE_FIRST);
    expect(ids({ goal: '3', visits: false }, true)).toEqual(['p3.1']);
    expect(listed(PRACTICES, { ...ANY, goal: '2' }).find(({ practice }) => practice.id === 'p2.3')).toMatchObject({ first: false, withCompany: true });
  });

  it('with company has no such order', () => {
    expect(ids({ goal: '2', company: 'therapist' }, true)).toEqual(['p2.1', 'p2.2', 'p2.3', 'p2.4', 'p2.5']);
    expect(listed(PRACTICES, { ...ANY, company: 'trusted' }).some(({ withCompany }) => withCompany)).toBe(false);
  });

  it('Protector-first: what belongs to goals 2 and 3 is not there', () => {
    expect(ids({ protectorFirst: true }).filter((id) => /^p[23]/.test(id))).toEqual([]);
    expect(ids({ protectorFirst: true, goal: '3' })).toEqual([]);
  });

  it('looks where the person looks', () => {
    expect(ids({ focus: ['5'] }, true).every((id) => id.startsWith('p5'))).toBe(true);
    expect(ids({ focus: ['5'] }).length).toBe(25);
  });

  it('unsteady: a protector’s company comes first, a tender part last', () => {
    expect(ids({ band: 'unsteady' }, true)).toEqual(['p1.1', 'p1.2', 'p1.3', 'p1.4', 'p1.5']);
    expect(ids({ band: 'unsteady' }).slice(-11).every((id) => /^p[23]|p4\.3/.test(id))).toBe(true);
    expect(ids({ band: 'wobbly' }, true).every((id) => PRACTICES.find((one) => one.id === id)!.minutes <= 5)).toBe(true);
  });

  it('by time and by words', () => {
    expect(ids({ minutes: 5 })).toEqual(expect.arrayContaining(['p3.5', 'p2.5', 'p4.5', 'p5.1']));
    expect(ids({ minutes: 5 })).not.toContain('p1.2');
    expect(ids({ text: 'doorWAY' })).toContain('p2.2');
    expect(ids({ text: 'harbour' })).toEqual([]);
  });

  it('takes nothing from anybody: order is all that changes, save for Protector-first', () => {
    fc.assert(fc.property(
      fc.subarray([...GOALS]), fc.constantFrom(null, 'steady', 'wobbly', 'unsteady'), fc.constantFrom(null, ...COMPANY), fc.boolean(), fc.boolean(),
      (focus, band, company, visits, protectorFirst) => {
        const found = listed(PRACTICES, { ...ANY, focus, band, company, visits, protectorFirst });
        expect(new Set(found.map(({ practice }) => practice.id)).size).toBe(protectorFirst ? 15 : 25);
        const firsts = found.map(({ first }) => first);
        expect(firsts).toEqual([...firsts].sort((x, y) => Number(y) - Number(x)));
      },
    ));
  });
});
