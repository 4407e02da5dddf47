import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOf } from '../../src/stage/back';
import { coverageOf } from '../../src/stage/coverage';
import { evidenceOf } from '../../src/stage/evidence';
import { suggest } from '../../src/stage/suggest';
import { add, anyChallenge, noted, NOW, NOW_MS, people, records } from './records';

const SOURCE = join(import.meta.dirname, '../../src');
const files = (room: string) => readdirSync(join(SOURCE, room), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name)).map((name) => ({ name: `${room}/${name}`, text: readFileSync(join(SOURCE, room, name), 'utf8') }));

/** Words for a way that is shut. */
const SHUTS = /disable|enabled|\blocked|unlock|inert|forbid|allowed|blocked|\bgate/i;

/** Every name of a member, and every yes-or-no with its name, however deep. */
function members(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(members);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...members(inner)]);
}

describe('nothing is shut because of a goal', () => {
  it('what the rules answer has no member that could shut anything, whatever the journal holds', () => {
    fc.assert(fc.property(anyChallenge, people, noted, (of, part, all) => {
      const some = add(records({ part }), all);
      const evidence = evidenceOf(of, some);
      const answers = [evidence, coverageOf(evidence, NOW_MS), suggest(of, some, NOW), backOf(of, some, NOW, false)];
      expect(members(answers).filter((name) => SHUTS.test(name))).toEqual([]);
    }), { numRuns: 100 });
  });

  it('no screen and no widget disables a control, but for what a newer app wrote', () => {
    const shut = [...files('screens'), ...files('ui')].filter(({ text }) => /\{disabled\}|\bdisabled\s*=(?!\{[\w.?]+\.readonly\})|\binert\s*[={]|aria-disabled/.test(text));
    expect(shut.map(({ name }) => name)).toEqual([]);
  });

  it('only the path, Today and looking back are told of goals at all', () => {
    const told = files('screens').filter(({ text }) => /stage\/|call\('path'/.test(text)).map(({ name }) => name.split('/')[1]!);
    expect([...new Set(told)].filter((room) => !['path', 'today', 'looking', 'challenges'].includes(room))).toEqual([]);
  });
});
