import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** As much of the browser's history as covers need: going back is told later, as in a browser. */
class FakeHistory {
  state: unknown = null;
  entries = 1;
  popped: (() => void) | null = null;
  pushState(state: unknown): void { this.state = state; this.entries += 1; }
  go(delta: number): void { this.entries += delta; this.popped?.(); }
}

describe('cover', () => {
  let history: FakeHistory;
  let cover: typeof import('../../src/ui/cover');

  beforeEach(async () => {
    vi.useFakeTimers();
    history = new FakeHistory();
    vi.stubGlobal('history', history);
    vi.resetModules();
    cover = await import('../../src/ui/cover');
  });

  afterEach(() => { vi.useRealTimers(); });

  it('is closed by going back, and nothing else moves', () => {
    const close = vi.fn();
    const uncover = cover.cover(close);
    expect(cover.poppedCover()).toBe(true);
    uncover();
    expect([close.mock.calls.length, history.entries]).toEqual([1, 2]);
  });

  it('takes its history entry away when it closes by itself', async () => {
    const popped: boolean[] = [];
    history.popped = () => { popped.push(cover.poppedCover()); };
    cover.cover(vi.fn())();
    await vi.runAllTimersAsync();
    expect([history.entries, popped]).toEqual([1, [true]]);
  });

  it('hands its history entry to the cover that opens right after it', async () => {
    cover.cover(vi.fn())();
    cover.cover(vi.fn());
    await vi.runAllTimersAsync();
    expect(history.entries).toBe(2);
  });

  it('hands its history entry to the screen that opens right after it', async () => {
    cover.cover(vi.fn())();
    expect(cover.takeCoverEntry()).toBe(true);
    await vi.runAllTimersAsync();
    expect(history.entries).toBe(2);
  });

  it('lets the router have a step back when nothing lies over the screen', () => {
    expect(cover.poppedCover()).toBe(false);
  });

  it('gives its entry to the screen that follows', () => {
    const close = vi.fn();
    const uncover = cover.cover(close);
    expect([cover.takeCoverEntry(), cover.takeCoverEntry()]).toEqual([true, false]);
    uncover();
    expect([close.mock.calls.length, history.entries]).toEqual([1, 2]);
  });

  it('closes the topmost of two', () => {
    const [lower, upper] = [vi.fn(), vi.fn()];
    cover.cover(lower);
    cover.cover(upper);
    cover.poppedCover();
    expect([lower.mock.calls.length, upper.mock.calls.length]).toEqual([0, 1]);
  });
});
