import { afterEach, describe, expect, it, vi } from 'vitest';
import { flushAll, keepSafe } from '../../src/app/leave';

afterEach(() => { vi.useRealTimers(); });

describe('flushAll', () => {
  it('stores what every screen holds', async () => {
    const stored: string[] = [];
    const offs = ['a', 'b'].map((name) => keepSafe(async () => { stored.push(name); }));
    await flushAll();
    offs.forEach((off) => off());
    expect(stored).toEqual(['a', 'b']);
  });

  it('forgets a screen that is gone', async () => {
    const flush = vi.fn();
    keepSafe(flush)();
    await flushAll();
    expect(flush).not.toHaveBeenCalled();
  });

  it('lets one broken store not keep the others from storing', async () => {
    const flush = vi.fn();
    const offs = [keepSafe(() => Promise.reject(new Error('full'))), keepSafe(flush)];
    await flushAll();
    offs.forEach((off) => off());
    expect(flush).toHaveBeenCalledOnce();
  });

  it('does not hold up a lock for more than two seconds', async () => {
    vi.useFakeTimers();
    const off = keepSafe(() => new Promise<void>(() => undefined));
    const flushed = flushAll();
    await vi.advanceTimersByTimeAsync(2_000);
    await expect(flushed).resolves.toBeUndefined();
    off();
  });
});
