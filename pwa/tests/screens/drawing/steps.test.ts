import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Members } from '../../../src/journal/kinds';
import { after, NO_STEPS, redo, taken, undo, type Step } from '../../../src/screens/drawing/steps';

const drew = (id: string): Step => ({ came: { [id]: { p: [1, 2] } }, went: {} });
const erased = (k: Members, ...ids: string[]): Step => ({ came: {}, went: Object.fromEntries(ids.map((id) => [id, k[id]!])) });

test('undo and redo walk the same way back and forth', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(9)), { maxLength: 20 }), (acts) => {
    let k: Members = {};
    let steps = NO_STEPS;
    const seen = [k];
    acts.forEach(([isErasing, at], i) => {
      const ids = Object.keys(k);
      const step = isErasing && ids.length > 0 ? erased(k, ids[at % ids.length]!) : drew(`s${i}`);
      [k, steps] = [taken(step, k), after(steps, step)];
      seen.push(k);
    });
    for (const before of seen.slice(0, -1).reverse()) {
      ({ k, steps } = undo(steps, k));
      expect(k).toEqual(before);
    }
    for (const next of seen.slice(1)) {
      ({ k, steps } = redo(steps, k));
      expect(k).toEqual(next);
    }
  }));
});

test('with nothing to take back or do again, nothing changes', () => {
  const k = { a: { p: [1, 1] } };
  expect([undo(NO_STEPS, k).k, redo(NO_STEPS, k).k]).toEqual([k, k]);
});

test('undo leaves what came from another device', () => {
  const step = drew('mine');
  const k = { ...taken(step, {}), theirs: { p: [5, 5] } };
  expect(undo(after(NO_STEPS, step), k).k).toEqual({ theirs: { p: [5, 5] } });
});

test('something new ends what could be done again', () => {
  const back = undo(after(NO_STEPS, drew('one')), { one: { p: [1, 2] } });
  expect(after(back.steps, drew('two')).undone).toEqual([]);
});

test('clearing is one step', () => {
  const k = { a: { p: [1, 1] }, b: { p: [2, 2] } };
  const step = erased(k, 'a', 'b');
  expect(taken(step, k)).toEqual({});
  expect(undo(after(NO_STEPS, step), {}).k).toEqual(k);
});
