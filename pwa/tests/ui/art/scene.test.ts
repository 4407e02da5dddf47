import { describe, expect, it } from 'vitest';
import { OUTLINES, ROLES, ROLE_CLASS } from '../../../src/ui/art/outline';
import { arch, view, type Scene } from '../../../src/ui/art/scene';

const SCENES: Scene[] = ['dawn', 'path', 'hill', 'table', 'door', 'water', 'evening'];

describe('the window', () => {
  it.each(SCENES)('shows %s through the same sky, from few flat shapes', (scene) => {
    const { behind, guests, before } = view(scene);
    expect(behind[0]?.fill).toBe('sc-sky');
    expect(behind.length + before.length).toBeLessThanOrEqual(8);
    expect(guests.length).toBe(scene === 'table' ? 3 : 0);
  });

  it('draws ridges through the heights they were given, down to the sill', () => {
    const ridge = view('dawn').behind[3]!.d;
    expect(ridge.startsWith('M-4 144V84.6')).toBe(true);
    expect(ridge.endsWith('124 92.6V144Z')).toBe(true);
  });

  it('is round on top over its whole width', () => {
    expect(arch(120, 140)).toBe('M0 140V60A60 60 0 0 1 120 60V140Z');
  });
});

describe('role outlines', () => {
  it('gives every role its own closed shape and colour family', () => {
    expect(new Set(ROLES.map((role) => OUTLINES[role])).size).toBe(8);
    expect(new Set(ROLES.map((role) => ROLE_CLASS[role])).size).toBe(8);
    for (const role of ROLES) expect(OUTLINES[role]).toMatch(/^M.*Z$/);
  });
});
