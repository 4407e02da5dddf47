import { describe, expect, it } from 'vitest';
import { neighbour } from '../../src/ui/choice';

describe('neighbour', () => {
  it.each([['ArrowRight', 0, 1], ['ArrowDown', 2, 0], ['ArrowLeft', 0, 2], ['ArrowUp', 1, 0], ['Home', 2, 0], ['End', 0, 2]] as const)('%s from %i goes to %i of three', (key, from, to) => {
    expect(neighbour(key, from, 3)).toBe(to);
  });

  it('leaves other keys alone', () => {
    expect(neighbour('a', 0, 3)).toBeNull();
  });
});
