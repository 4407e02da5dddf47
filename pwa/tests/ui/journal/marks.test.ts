import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../src/screens/journal/marks';

describe('runs', () => {
  it('parts the hits from the words around them', () => {
    expect(runs('a quiet day', [[2, 5]])).toEqual([
      { text: 'a ', hit: false }, { text: 'quiet', hit: true }, { text: ' day', hit: false },
    ]);
  });

  it('shows a preview without hits as it is', () => {
    expect(runs('plain', [])).toEqual([{ text: 'plain', hit: false }]);
    expect(runs('', [])).toEqual([]);
  });

  it('never loses or repeats a letter, whatever the hits say', () => {
    const hit = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 10 }));
    fc.assert(fc.property(fc.string(), fc.array(hit), (preview, hits) => {
      expect(runs(preview, hits).map((run) => run.text).join('')).toBe(preview);
    }));
  });
});
