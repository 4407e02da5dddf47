import { beforeEach, describe, expect, it } from 'vitest';
import { SAVE_MS, Saver, type SaverPort, type SaveState, type Stored } from '../../src/screens/saver';

/** A store that answers when the test says so, and a clock that moves when the test says so. */
class Bench implements SaverPort<string> {
  saves: { text: string; lv: number }[] = [];
  shown: SaveState[] = [];
  handed: { sent: string; stands: string }[] = [];
  timers: { run: () => void; ms: number }[] = [];
  typed = '';
  answers: ((saved: Stored<string> | Error) => void)[] = [];

  save = (text: string, lv: number): Promise<Stored<string>> => new Promise((resolve, reject) => {
    this.saves.push({ text, lv });
    this.answers.push((saved) => (saved instanceof Error ? reject(Object.assign(saved, { code: saved.message })) : resolve(saved)));
  });

  later = (run: () => void, ms: number): (() => void) => {
    const timer = { run, ms };
    this.timers.push(timer);
    return () => { this.timers = this.timers.filter((one) => one !== timer); };
  };

  show = (state: SaveState): void => { this.shown.push(state); };

  same = (a: string, b: string): boolean => a === b;

  merged = (sent: string, stands: string): string => {
    this.handed.push({ sent, stands });
    return stands + this.typed;
  };

  ring(): void {
    const due = this.timers;
    this.timers = [];
    for (const timer of due) timer.run();
  }

  async answer(saved: Stored<string> | Error): Promise<void> {
    this.answers.shift()!(saved);
    await new Promise((resolve) => setImmediate(resolve));
  }

  get last(): SaveState | undefined { return this.shown.at(-1); }
}

const stored = (lv: number): Stored<string> => ({ lv, stored: true });
let bench: Bench;
let saver: Saver<string>;

beforeEach(() => {
  bench = new Bench();
  saver = new Saver(bench, 0);
});

describe('Saver', () => {
  it('stores 300 ms after the first of many letters, not after the last', () => {
    for (const text of ['a', 'ab', 'abc']) saver.edit(text);
    expect(bench.timers.map((timer) => timer.ms)).toEqual([SAVE_MS]);
    bench.ring();
    expect(bench.saves.map((save) => save.text)).toEqual(['abc']);
  });

  it('says where the words are: saving, then kept', async () => {
    saver.edit('a');
    expect(bench.last).toEqual({ at: 'saving' });
    bench.ring();
    await bench.answer(stored(1));
    expect(bench.last).toEqual({ at: 'kept' });
  });

  it('says nothing is kept when there was nothing to store', async () => {
    saver.edit('');
    bench.ring();
    await bench.answer({ lv: 0, stored: false });
    expect(bench.last).toEqual({ at: 'empty' });
  });

  it('stores at once when asked to', () => {
    saver.edit('a');
    void saver.flush();
    expect(bench.saves.length).toBe(1);
    expect(bench.timers.length).toBe(0);
  });

  it('never has two saves under way and carries the counter of the one before', async () => {
    saver.edit('a');
    bench.ring();
    saver.edit('ab');
    bench.ring();
    expect(bench.saves.length).toBe(1);
    await bench.answer(stored(4));
    expect(bench.last).toEqual({ at: 'saving' });
    bench.ring();
    expect(bench.saves[1]).toMatchObject({ lv: 4, text: 'ab' });
  });

  it('resolves a flush only when what was typed during a save is stored as well', async () => {
    saver.edit('a');
    bench.ring();
    saver.edit('ab');
    let done = false;
    const flushed = saver.flush().then(() => { done = true; });
    await bench.answer(stored(1));
    expect(done).toBe(false);
    await bench.answer(stored(2));
    await flushed;
    expect(bench.saves.map((save) => save.text)).toEqual(['a', 'ab']);
    expect(saver.pending).toBe(false);
  });

  it('keeps the words and tries again by itself when they could not be stored', async () => {
    saver.edit('a');
    bench.ring();
    await bench.answer(new Error('full'));
    expect(bench.last).toEqual({ at: 'stuck', code: 'full' });
    expect(saver.pending).toBe(true);
    bench.ring();
    expect(bench.saves[1]).toMatchObject({ text: 'a', lv: 0 });
    await bench.answer(stored(1));
    expect(bench.last).toEqual({ at: 'kept' });
  });

  it('waits longer after each try that did not work', async () => {
    saver.edit('a');
    bench.ring();
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      await bench.answer(new Error('full'));
      waits.push(bench.timers[0]!.ms);
      bench.ring();
    }
    expect(waits).toEqual([3000, 6000, 12000, 24000, 30000, 30000]);
  });

  it('tries no more once the journal is locked', async () => {
    saver.edit('a');
    bench.ring();
    await bench.answer(new Error('locked'));
    expect(bench.timers.length).toBe(0);
  });

  it('tries the newest words after a save that did not work', async () => {
    saver.edit('a');
    bench.ring();
    saver.edit('ab');
    await bench.answer(new Error('full'));
    bench.ring();
    expect(bench.saves[1]?.text).toBe('ab');
  });

  it('hands over what another device wrote and stores nothing when nothing was typed since', async () => {
    saver.edit('a');
    bench.ring();
    await bench.answer({ ...stored(9), merged: 'b\na' });
    expect(bench.handed).toEqual([{ sent: 'a', stands: 'b\na' }]);
    expect(saver.pending).toBe(false);
  });

  it('stores what was typed since on top of what another device wrote', async () => {
    saver.edit('a');
    bench.ring();
    saver.edit('ac');
    bench.typed = 'c';
    await bench.answer({ ...stored(9), merged: 'b\na' });
    bench.ring();
    expect(bench.saves[1]).toMatchObject({ lv: 9, text: 'b\nac' });
  });

  it('does not claim to be saving while the words cannot be stored', async () => {
    saver.edit('a');
    bench.ring();
    await bench.answer(new Error('full'));
    saver.edit('ab');
    expect(bench.last).toEqual({ at: 'stuck', code: 'full' });
  });

  it('shows where an adopted version stands', () => {
    saver.adopt({ lv: 3, synced: true });
    expect(bench.last).toEqual({ at: 'synced' });
    expect(saver.stored).toBe(3);
  });
});
