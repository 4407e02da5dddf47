import { circle, n, turned, type Shape } from './path';

/**
 * The eight patterns inside an emblem, so that two parts with one role still look like two.
 * A pattern is a function of a stream of numbers in [0, 1) drawn from the part's seed.
 */
type Draw = () => number;

const PALE = 'p-pale';
const DEEP = 'p-deep';
const DARK_LINE = 'p-line';
const PALE_LINE = 'p-line2';

/** Numbers in [0, 1) that depend on the 32-bit seed alone (mulberry32). */
function stream(seed: number): Draw {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Items at even and odd places, each group joined into the data of one path. */
function alternate(items: readonly string[], even: string, odd: string): Shape[] {
  const every = (rest: number): string => items.filter((_, i) => i % 2 === rest).join('');
  return [{ d: every(0), fill: even }, { d: every(1), fill: odd }];
}

function strata(draw: Draw): Shape[] {
  const bands = [8, 18, 28, 38, 48, 58].map((y, i) => {
    const a = (2.2 + draw() * 2) * (i % 2 ? -1 : 1);
    const low = y + 5;
    return `M-2 ${y}C12 ${n(y + a)} 20 ${n(y - a)} 34 ${y}S56 ${n(y + a)} 66 ${n(y - a)}V${n(low - a)}`
      + `C56 ${n(low + a)} 46 ${n(low - 0.6 * a)} 34 ${low}S12 ${n(low + a / 2)} -2 ${low}Z`;
  });
  return alternate(bands, PALE, DEEP);
}

function rings(x: number, y: number, from: number, to: number): Shape[] {
  const found: string[] = [];
  for (let r = from; r <= to; r += 8) found.push(circle(x, y, r));
  return alternate(found, PALE_LINE, DARK_LINE);
}

function ripple(draw: Draw): Shape[] {
  const x = draw() < 0.5 ? 18 + draw() * 4 : 42 + draw() * 4;
  const y = draw() < 0.5 ? 18 + draw() * 4 : 44 + draw() * 4;
  return [...rings(x, y, 8, 56), { d: circle(x, y, 4.5), fill: PALE }];
}

function seeds(draw: Draw): Shape[] {
  const phase = draw() * 2 * Math.PI;
  const groups = { [PALE]: '', [DEEP]: '' };
  for (let row = 0, k = 0; row < 7; row++) {
    for (let column = 0; column < 7; column++, k++) {
      const r = 1.9 + 1.3 * Math.sin(phase + ((row + column) * 2 * Math.PI) / 7);
      groups[k % 5 === 0 ? PALE : DEEP] += circle(4 + 9.5 * column + (row % 2 ? 4.7 : 0), 4 + 9.3 * row, r);
    }
  }
  return [{ d: groups[PALE], fill: PALE }, { d: groups[DEEP], fill: DEEP }];
}

function grain(draw: Draw): Shape[] {
  return rings(-30, 20 + draw() * 24, 40, 104);
}

function rays(draw: Draw): Shape[] {
  const [x, y] = ([[6, 58], [32, 62], [58, 58]] as const)[Math.floor(draw() * 3)]!;
  const start = 180 + draw() * 8;
  const wedges = Array.from({ length: 12 }, (_, i) => {
    const edge = (degrees: number): string => turned(x + 90, y, degrees, x, y).map(n).join(' ');
    return `M${x} ${y}L${edge(start + i * 15)}L${edge(start + i * 15 + 6.5)}Z`;
  });
  return [...alternate(wedges, PALE, DEEP), { d: circle(x, y, 13), fill: PALE }];
}

function hills(draw: Draw): Shape[] {
  const sun = draw() < 0.5 ? 22 + draw() * 4 : 38 + draw() * 6;
  const lift = draw() * 6 - 3;
  const y = (value: number): string => n(value + lift);
  return [
    { d: circle(sun, 22, 8), fill: PALE },
    { d: `M-2 ${y(40)}C10 ${y(30)} 22 ${y(30)} 34 ${y(38)}S56 ${y(46)} 66 ${y(36)}V66H-2Z`, fill: DEEP },
    { d: `M-2 ${y(52)}C14 ${y(42)} 24 ${y(50)} 36 ${y(52)}S56 ${y(50)} 66 ${y(48)}V66H-2Z`, fill: PALE },
  ];
}

function weave(draw: Draw): Shape[] {
  const [dx, dy] = [draw() * 6 - 3, draw() * 6 - 3];
  let across = '';
  let down = '';
  for (let row = 0; row < 9; row++) {
    for (let column = 0; column < 9; column++) {
      const [x, y] = [9 * column - 7 + dx, 9 * row - 7 + dy];
      if ((row + column) % 2) across += `M${n(x)} ${n(y + 3.5)}h7`;
      else down += `M${n(x + 3.5)} ${n(y)}v7`;
    }
  }
  return [{ d: down, fill: PALE_LINE }, { d: across, fill: DARK_LINE }];
}

function petals(draw: Draw): Shape[] {
  const first = -60 + draw() * 16 - 8;
  const leaves = [0, 30, 60, 90, 120].map((more, i) => {
    const degrees = first + more;
    const [top, foot] = [turned(32, 12, degrees, 32, 60), turned(32, 56, degrees, 32, 60)];
    const arc = (to: [number, number]): string => `A7 22 ${n(degrees)} 1 1 ${to.map(n).join(' ')}`;
    return { d: `M${top.map(n).join(' ')}${arc(foot)}${arc(top)}Z`, fill: i % 2 ? DEEP : PALE };
  });
  return [...leaves, { d: circle(32, 60, 9), fill: DEEP }];
}

const PATTERNS = [strata, ripple, seeds, grain, rays, hills, weave, petals] as const;

/**
 * The shapes of a pattern, to be clipped by the outline of the role.
 * @param kind 0-7; a higher number from a newer app wraps round.
 * @param seed 32 bits; the same seed always gives the same picture.
 */
export function pattern(kind: number, seed: number): Shape[] {
  return PATTERNS[kind % PATTERNS.length]!(stream(seed));
}
