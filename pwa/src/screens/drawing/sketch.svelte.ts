import type { Members } from '../../journal/kinds';
import {
  drawingRoom, newStrokeId, onTop, strokesOf, strokeValue, WIDTHS, type Dot, type Pen, type Stroke,
} from '../../journal/strokes';
import { after, NO_STEPS, redo, taken, undo, type Step, type Steps } from './steps';
import { touched } from './touched';

/** Where the strokes are: read as they stand, written as they become. */
export interface Sheet { read(): Members; write(k: Members): void }

/** A line that is still being drawn is stored this often. */
const KEEP_MS = 200;
/** A line of more dots goes on as the next stroke, so that each piece of work stays small. */
const MOST_DOTS = 1000;
/** How far around its middle the eraser takes hold. */
const REACH = 24;

interface Line { readonly id: string; readonly order: number; readonly dots: Dot[]; kept_ms: number }

/** A drawing under somebody's hands: what they hold, the line they are drawing, and the way back. */
export class Sketch {
  erasing = $state(false);
  pen = $state.raw<Pen>({ colour: 0, width: WIDTHS.medium });
  /** The line under the hand; what is stored of it so far is not drawn as well. */
  live = $state.raw<Stroke | null>(null);
  steps = $state.raw<Steps>(NO_STEPS);

  private line: Line | null = null;
  private last: Dot | null = null;
  private step: Step = { came: {}, went: {} };

  constructor(private readonly sheet: Sheet) {}

  /** The hand comes down. false when there is no room for another line. */
  begin(dot: Dot, now_ms: number): boolean {
    const k = this.sheet.read();
    if (!this.erasing && drawingRoom(k) === 'none') return false;
    this.step = { came: {}, went: {} };
    this.last = dot;
    if (!this.erasing) this.line = { id: newId(), order: onTop(k), dots: [], kept_ms: now_ms };
    this.move([dot], now_ms);
    return true;
  }

  move(dots: readonly Dot[], now_ms: number): void {
    for (const dot of dots) {
      if (this.line) this.draw(this.line, dot);
      else if (this.last) this.erase(this.last, dot);
      this.last = dot;
    }
    if (!this.line) return;
    this.live = { id: this.line.id, ...this.pen, dots: [...this.line.dots] };
    if (now_ms - this.line.kept_ms < KEEP_MS) return;
    this.line.kept_ms = now_ms;
    this.keep(this.line);
  }

  /** The hand is lifted, or taken away by the system: what was drawn stays. */
  end(): void {
    if (this.line) this.keep(this.line);
    this.line = this.live = this.last = null;
    this.note(this.step);
    this.step = { came: {}, went: {} };
  }

  /** Everything goes, as one step. Returns what went. */
  clear(): Members {
    const k = this.sheet.read();
    const went = pick(k, strokesOf(k));
    this.take({ came: {}, went });
    return went;
  }

  /** Puts strokes back, as one step. */
  bring(came: Members): void {
    this.take({ came, went: {} });
  }

  undo(): void {
    this.walk(undo(this.steps, this.sheet.read()));
  }

  redo(): void {
    this.walk(redo(this.steps, this.sheet.read()));
  }

  private walk({ steps, k }: { steps: Steps; k: Members }): void {
    this.steps = steps;
    this.sheet.write(k);
  }

  private take(step: Step): void {
    this.sheet.write(taken(step, this.sheet.read()));
    this.note(step);
  }

  private draw(line: Line, dot: Dot): void {
    line.dots.push(dot);
    if (line.dots.length < MOST_DOTS) return;
    this.keep(line);
    this.line = { id: newId(), order: line.order + 1, dots: [dot], kept_ms: line.kept_ms };
  }

  private erase(from: Dot, to: Dot): void {
    const k = this.sheet.read();
    const went = pick(k, touched(strokesOf(k), from, to, REACH));
    if (Object.keys(went).length === 0) return;
    this.step = { ...this.step, went: { ...this.step.went, ...went } };
    this.sheet.write(taken({ came: {}, went }, k));
  }

  private keep({ id, order, dots }: Line): void {
    const came = { [id]: strokeValue(dots, this.pen, order) };
    this.step = { ...this.step, came: { ...this.step.came, ...came } };
    this.sheet.write(taken({ came, went: {} }, this.sheet.read()));
  }

  private note(step: Step): void {
    if (Object.keys({ ...step.came, ...step.went }).length > 0) this.steps = after(this.steps, step);
  }
}

function pick(k: Members, strokes: readonly Stroke[]): Members {
  return Object.fromEntries(strokes.map(({ id }) => [id, k[id]!]));
}

function newId(): string {
  return newStrokeId((length) => crypto.getRandomValues(new Uint8Array(length)));
}
