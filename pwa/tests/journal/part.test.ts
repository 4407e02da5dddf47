import { describe, expect, test } from 'vitest';
import { changed, read } from '../../src/journal/kinds';
import { newEmblem, newPart } from '../../src/journal/part';
import { seeded } from '../seeded';

describe('part', () => {
  test('a new one is a protector, not sure, and says nothing else', () => {
    const part = read('part', newPart({}, 5, seeded(1)));
    expect(part).toMatchObject({ role: 'protector_unsure', name: '', notes: '', made_ms: 5, binned_ms: null });
  });

  test('a change keeps fields it does not name and members it does not know', () => {
    const part = changed('part', { name: 'The Pleaser', later: { x: 1 } }, { job: 'says yes' });
    expect(part).toEqual({ name: 'The Pleaser', later: { x: 1 }, job: 'says yes' });
  });

  test('an emptied field is left out, an unknown role is not taken', () => {
    const part = changed('part', { name: 'A', role: 'exile' }, { name: '', role: 'boss' as never });
    expect(part).toEqual({ role: 'exile' });
  });

  test('the emblem is drawn at random once', () => {
    const { pattern, seed } = newEmblem(seeded(2));
    expect(pattern).toBeLessThan(8);
    expect(seed).toBeLessThan(2 ** 32);
    expect(read('part', newPart({}, 0, seeded(2))).emblem).toEqual({ pattern, seed });
  });

  test('a damaged emblem or role is read as the plainest one', () => {
    expect(read('part', { emblem: { pattern: 9, seed: -1 } }).emblem).toEqual({ pattern: 0, seed: 0 });
    expect(read('part', { role: 7, name: [1] })).toMatchObject({ role: 'protector_unsure', name: '' });
  });
});
