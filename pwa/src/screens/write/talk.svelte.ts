import { isPart, linesOf, type Said } from '../../journal/entry';
import { SELF } from '../../journal/vocabulary';
import type { OpenPage } from './open-page.svelte';
import { followed, partsIn, replaced, saidLines, swapped, textOf, turnsOf, type Range, type Turn } from './turns';

/**
 * A dialogue while it is written: who speaks in the composer, and what. The words in the composer are lines of the page
 * from the first letter on, so they are stored like all others; adding the line only makes room for the next one.
 */
export class Talk {
  /** Who speaks in the composer. */
  who = $state<string>(SELF);
  /** What stands in the composer. */
  said = $state('');
  /** An earlier turn is in the composer, to be changed. */
  changing = $state(false);
  /** The lines of the page that are in the composer; null = none yet. */
  private range = $state.raw<Range | null>(null);
  /** That turn as it was; another one each time a turn is taken up. */
  taken = $state.raw<readonly Said[]>([]);
  /** Who spoke before an earlier turn was taken up. */
  private speaker: string = SELF;

  readonly lines = $derived.by(() => saidLines(this.page.text, this.page.who));
  /** What is said, without a line that is still being written. */
  readonly turns = $derived.by(() => {
    const all = turnsOf(this.lines, this.range);
    return this.changing ? all : all.filter((turn) => !this.isOpen(turn));
  });
  readonly parts = $derived.by(() => partsIn(this.page.parts, this.page.who, isPart));

  /** The turn that is being changed, as it stands in the list. */
  readonly open = $derived.by(() => (this.changing ? this.turns.find((turn) => this.isOpen(turn)) : undefined));

  constructor(private readonly page: OpenPage) {
    page.onmerged = (before, now) => { this.follow(before, now); };
  }

  private isOpen(turn: Turn): boolean {
    return this.range !== null && turn.from >= this.range.from && turn.to <= this.range.to;
  }

  type(text: string): void {
    const { from, to } = this.range ?? { from: this.lines.length, to: this.lines.length };
    const next = replaced(this.lines, { from, to }, text, this.who);
    this.range = this.changing || text !== '' ? { from, to: from + linesOf(text).length } : null;
    this.said = text;
    this.page.say(next);
  }

  /** Whoever speaks now. Words that stand in the composer are theirs. */
  speak(who: string): void {
    this.who = who;
    if (this.range && this.said !== '') this.type(this.said);
  }

  /** The line is as it is meant to be. An earlier one that was emptied is gone: returns what puts it back. */
  finish(): (() => void) | null {
    const text = this.said.trim();
    if (text !== this.said) this.type(text);
    const undo = this.changing && text === '' ? this.putBack() : null;
    this.close();
    void this.page.flush();
    return undo;
  }

  /** Takes an earlier turn into the composer. */
  change(turn: Turn): void {
    const before = this.lines.length;
    const isAfter = this.range !== null && turn.from >= this.range.to;
    this.finish();
    const moved = isAfter ? this.lines.length - before : 0;
    this.range = { from: turn.from + moved, to: turn.to + moved };
    this.said = textOf(this.lines, this.range);
    this.taken = this.lines.slice(this.range.from, this.range.to);
    this.changing = true;
    this.who = turn.who;
  }

  /** Moves the turn that is being changed before (-1) or behind (1) its neighbour. false when there is none. */
  move(step: -1 | 1): boolean {
    const at = this.turns.findIndex((turn) => this.isOpen(turn));
    const [mine, other] = [this.turns[at], this.turns[at + step]];
    if (!mine || !other) return false;
    const size = other.to - other.from;
    const [first, second] = step < 0 ? [other, mine] : [mine, other];
    const from = step < 0 ? other.from : mine.from + (other.from - mine.to) + size;
    this.page.say(swapped(this.lines, first, second));
    this.range = { from, to: from + mine.to - mine.from };
    return true;
  }

  /** Takes the turn that is being changed out. Returns what puts it back. */
  remove(): () => void {
    const undo = this.putBack();
    if (this.range) this.page.say(replaced(this.lines, this.range, '', this.who));
    this.close();
    void this.page.flush();
    return undo;
  }

  private putBack(): () => void {
    const { range, taken } = this;
    return () => {
      this.finish();
      this.page.say(this.lines.toSpliced(Math.min(range?.from ?? 0, this.lines.length), 0, ...taken));
      void this.page.flush();
    };
  }

  private close(): void {
    if (this.changing) this.who = this.speaker;
    else this.speaker = this.who;
    this.range = null;
    this.said = '';
    this.changing = false;
  }

  /** A merge moved the lines: those in the composer are found again, with whatever they say now. */
  private follow(before: string, now: string): void {
    if (!this.range) return;
    const { from, to } = followed(before, now, this.range);
    this.range = { from, to };
    this.said = textOf(saidLines(now, []), this.range);
  }
}

const talks = new WeakMap<OpenPage, Talk>();

/** The one talk of a page: its lines and its composer share it. */
export function talkOf(page: OpenPage): Talk {
  const known = talks.get(page) ?? new Talk(page);
  talks.set(page, known);
  return known;
}
