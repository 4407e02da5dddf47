/** Where things stand inside a figure: widths in CSS px, values 0 to 10. */

/** One reading, or several close together taken as one. `null`: can't tell. */
export interface Point {
  at_ms: number;
  value: number | null;
  /** The lowest and highest that were noted, when several are taken as one. */
  low: number;
  high: number;
  /** Whether a line leads here from the point before; where it doesn't, there is a gap. */
  joined: boolean;
}

export interface Tick { at_ms: number; text: string }
/** What stands beside the three lines of a figure, from below. */
export type Ends = readonly [low: string, middle: string, high: string];

export const TOP = 10;

/** Points that a line joins, in runs. Those that can't be told, and gaps, end a run. */
export function runs(points: readonly Point[]): Point[][] {
  const found: Point[][] = [];
  for (const point of points) {
    const last = found.at(-1);
    if (point.value === null) continue;
    if (point.joined && last) last.push(point);
    else found.push([point]);
  }
  return found;
}

type Spot = readonly [x: number, y: number];

/** A line that eases from spot to spot and never overshoots either. */
export function eased(spots: readonly Spot[]): string {
  return spots.map(([x, y], i) => {
    const before = spots[i - 1];
    if (!before) return `M${round(x)} ${round(y)}`;
    const middle = round((before[0] + x) / 2);
    return `C${middle} ${round(before[1])} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
  }).join('');
}

/** The area between an upper and a lower line; a single spot becomes a short patch. */
export function between(upper: readonly Spot[], lower: readonly Spot[]): string {
  const back = eased([...lower].reverse()).replace(/^M/, 'L');
  return `${eased(upper)}${back}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Letters so large that a table says more than a figure: it comes first then. */
export function isLargeText(): boolean {
  const LARGE_PX = 28;
  return parseFloat(getComputedStyle(document.documentElement).fontSize) >= LARGE_PX || matchMedia('(max-width: 16em)').matches;
}
