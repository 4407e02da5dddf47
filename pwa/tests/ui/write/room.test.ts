import { describe, expect, it } from 'vitest';
import { PAGE_BYTES, room } from '../../../src/screens/write/room';

describe('room', () => {
  it('is plenty on an ordinary page', () => {
    expect(room('a few lines')).toBe('plenty');
  });

  it('is little on the last four thousand bytes', () => {
    expect(room('a'.repeat(PAGE_BYTES - 100))).toBe('little');
  });

  it('counts bytes, not letters', () => {
    expect(room('ä'.repeat(PAGE_BYTES / 2))).toBe('little');
    expect(room('ä'.repeat(PAGE_BYTES / 2 + 1))).toBe('none');
  });
});
