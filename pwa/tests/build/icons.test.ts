import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathData, type IconNode } from '../../build/icons';
import { ICONS } from '../../src/ui/icons';

const all = createRequire(import.meta.url)('lucide-static/icon-nodes.json') as Record<string, IconNode[]>;

describe('pathData', () => {
  it('keeps a path as it is', () => {
    expect(pathData(['path', { d: 'm12 5 7 7' }])).toBe('m12 5 7 7');
  });

  it('draws a circle as two arcs', () => {
    expect(pathData(['circle', { cx: '12', cy: '12', r: '10' }])).toBe('M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0');
  });

  it('rounds the corners of a rectangle', () => {
    expect(pathData(['rect', { x: '5', y: '2', width: '14', height: '20', rx: '2' }]))
      .toBe('M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-16a2 2 0 0 1 2 -2z');
  });

  it('closes a polygon and leaves a polyline open', () => {
    expect([pathData(['polygon', { points: '1,2 3,4' }]), pathData(['polyline', { points: '1 2 3 4' }])]).toEqual(['M1 2 3 4Z', 'M1 2 3 4']);
  });

  it('refuses an element it cannot draw', () => {
    expect(() => pathData(['text', {}])).toThrow(/text/);
  });
});

describe('ICONS', () => {
  it.each(ICONS)('finds %s in lucide-static', (name) => {
    expect(all[name]?.map(pathData).every((d) => /^[Mm]/.test(d))).toBe(true);
  });

  it('names no icon that nothing draws', () => {
    const source = join(import.meta.dirname, '../../src');
    const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('icons.ts'))
      .map((name) => readFileSync(join(source, name), 'utf8')).join('\n');
    expect(ICONS.filter((name) => !new RegExp(`['"]${name}['"]`).test(code))).toEqual([]);
  });

  it('is in order, each once', () => {
    expect(ICONS).toEqual([...new Set(ICONS)].sort());
  });
});
