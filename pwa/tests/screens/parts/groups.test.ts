import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../src/journal/vocabulary';
import { byRole, called, grouped } from '../../../src/screens/parts/groups';
import { madePart } from '../../made';

const some = [
  madePart('stone', { role: 'unsure' }), madePart('small', { role: 'exile' }), madePart('hothead', { role: 'firefighter' }),
  madePart('pleaser', { role: 'manager' }), madePart('gardener', { role: 'helper' }),
];
const ids = (parts: readonly { id: string }[]): string[] => parts.map(({ id }) => id);

describe('the list of parts', () => {
  it('is in the order of the shapes', () => {
    expect(ids(byRole(some))).toEqual(['pleaser', 'hothead', 'small', 'gardener', 'stone']);
  });

  it('has quiet groups, and none with nobody in it', () => {
    expect(grouped(some).map(({ name, parts }) => [name, ids(parts)])).toEqual([
      ['protectors', ['pleaser', 'hothead']], ['tender', ['small']], ['others', ['gardener', 'stone']],
    ]);
    expect(grouped([some[1]!]).map(({ name }) => name)).toEqual(['tender']);
  });

  it('finds by name, by other names and by an own word for the role, whatever the accents', () => {
    const people = [madePart('a', { name: 'Élodie 🌊' }), madePart('b', { otherNames: 'the Elder' }), madePart('c', { roleWord: 'elf', role: 'own' })];
    expect(ids(called(people, 'el'))).toEqual(['a', 'b', 'c']);
    expect(ids(called(people, 'elod 🌊'))).toEqual(['a']);
  });

  it('puts everyone into exactly one group', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...ROLES)), (roles) => {
      const parts = roles.map((role, i) => madePart(String(i), { role }));
      expect(ids(grouped(parts).flatMap((group) => group.parts)).sort()).toEqual(ids(parts).sort());
    }));
  });
});
