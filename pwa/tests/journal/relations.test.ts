import { describe, expect, it } from 'vitest';
import { drawn, refusal, settled, tightness, told } from '../../src/journal/relations';
import { RELATIONS, SELF, type RelationKind } from '../../src/journal/vocabulary';

const line = (kind: RelationKind, a: string, b: string, more: { id?: string; word?: string; ended_ms?: number | null } = {}): Parameters<typeof refusal>[1][number] =>
  ({ id: `${kind} ${a} ${b}`, kind, a, b, word: '', ended_ms: null, ...more });
const someone = (id: string, more: { mergedInto?: string; binned?: boolean } = {}): { id: string; mergedInto: string; binned: boolean } =>
  ({ id, mergedInto: '', binned: false, ...more });
const PARTS = ['a', 'b', 'c'].map((id) => someone(id));

describe('told', () => {
  it('shows whoever stands for the ends by now', () => {
    const parts = [someone('a', { mergedInto: 'c' }), someone('b'), someone('c')];
    expect(told([line('protects', 'a', 'b')], parts)).toMatchObject([{ a: 'c', b: 'b' }]);
  });

  it('leaves out what became one part, and ends nobody knows', () => {
    const parts = [someone('a', { mergedInto: 'b' }), someone('b')];
    expect(told([line('tug', 'a', 'b'), line('tug', 'b', 'gone')], parts)).toEqual([]);
  });

  it('names Self second where two stand alike', () => {
    expect(settled(line('gets_on', SELF, 'a'), PARTS)).toMatchObject({ a: 'a', b: SELF });
    expect(settled(line('cares', SELF, 'a'), PARTS)).toMatchObject({ a: SELF, b: 'a' });
  });
});

describe('drawn', () => {
  it('leaves out what ended and who left the list', () => {
    const lines = [line('tug', 'a', 'b', { ended_ms: 5 }), line('protects', 'a', 'c')];
    expect(drawn(lines, [someone('a'), someone('b'), someone('c', { binned: true })])).toEqual([]);
  });

  it('draws a line once, also when two were merged into it', () => {
    expect(drawn([line('tug', 'a', 'b', { id: '1' }), line('tug', 'b', 'a', { id: '2' }), line('protects', 'a', 'b'), line('protects', 'b', 'a')], PARTS)).toHaveLength(3);
  });
});

describe('refusal', () => {
  it('wants two', () => {
    expect(refusal(line('tug', 'a', ''), [])).toBe('nobody');
    expect(refusal(line('tug', 'a', 'a'), [])).toBe('itself');
  });

  it('never makes Self an end of looking after or of a tug', () => {
    const refused = RELATIONS.filter((kind) => refusal(line(kind, 'a', SELF), []) === 'self');
    expect(refused).toEqual(['protects', 'tug', 'grew_from']);
  });

  it('refuses the same line twice, whichever way a tug is told', () => {
    expect(refusal({ ...line('tug', 'b', 'a'), id: 'new' }, [line('tug', 'a', 'b')])).toBe('same');
    expect(refusal({ ...line('protects', 'b', 'a'), id: 'new' }, [line('protects', 'a', 'b')])).toBeNull();
  });

  it('lets one that ended be drawn again, and a line be as it is', () => {
    expect(refusal({ ...line('tug', 'a', 'b'), id: 'new' }, [line('tug', 'a', 'b', { ended_ms: 1 })])).toBeNull();
    expect(refusal(line('tug', 'a', 'b'), [line('tug', 'a', 'b')])).toBeNull();
  });

  it('tells own words apart', () => {
    const said = [line('own', 'a', 'b', { word: 'hides behind' })];
    expect(refusal({ ...line('own', 'a', 'b', { word: ' hides behind ' }), id: 'new' }, said)).toBe('same');
    expect(refusal({ ...line('own', 'a', 'b', { word: 'mimics' }), id: 'new' }, said)).toBeNull();
  });
});

describe('tightness', () => {
  it('is what was said, newest first; not asked says nothing', () => {
    const readings = [{ tension: 8, at_ms: 10, made_ms: 10 }, { tension: null, at_ms: 30, made_ms: 30 }, { tension: 'cant_tell' as const, at_ms: 20, made_ms: 20 }];
    expect(tightness(readings)).toEqual([{ value: 'cant_tell', at_ms: 20 }, { value: 8, at_ms: 10 }]);
  });
});
