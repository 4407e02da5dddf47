import { describe, expect, test } from 'vitest';
import { t } from '../../src/i18n/words';
import { stepped, valueAt, wordOf } from '../../src/ui/degree';

describe('a degree', () => {
  test('has a word for every number of every scale', () => {
    for (const scale of ['room', 'trust', 'strength', 'steadiness', 'charge', 'tension', 'much'] as const) {
      for (let value = 0; value <= 10; value++) expect(t(wordOf(scale, value))).not.toBe('');
    }
  });

  test('steadiness has its three bands', () => {
    expect([3, 4, 6, 7].map((value) => t(wordOf('steadiness', value)))).toEqual(['unsteady', 'wobbly', 'wobbly', 'steady']);
  });

  test('plus and minus begin in the middle and stay between 0 and 10', () => {
    expect([stepped(null, 1), stepped('cant_tell', -1), stepped(10, 1), stepped(0, -1), stepped(6, 1)]).toEqual([5, 5, 10, 0, 7]);
  });

  test('a touch of the rail means the dot that is nearest', () => {
    expect([-0.1, 0, 0.04, 0.06, 0.5, 0.96, 1.2].map(valueAt)).toEqual([0, 0, 0, 1, 5, 10, 10]);
  });
});
