import { OUTLINES, ROLE_CLASS } from './outline';
import { circle, n, type Shape } from './path';

/** What can be seen through the window. Drawn in a frame of 120 by 140, decoration only. */
export type Scene = 'dawn' | 'path' | 'hill' | 'table' | 'door' | 'water' | 'evening';

/** A guest at the table: a role outline, set down in the scene. */
export interface Guest extends Shape { readonly family: string; readonly place: string }

/** The arch of a window or of a mark: `width` wide, `height` tall, round on top. */
export function arch(width: number, height: number): string {
  return `M0 ${n(height)}V${n(width / 2)}A${n(width / 2)} ${n(width / 2)} 0 0 1 ${n(width)} ${n(width / 2)}V${n(height)}Z`;
}

/** A soft ridge through nine heights, 16 apart, filled down to the sill. */
function ridge(...heights: number[]): string {
  const at = (i: number): number => heights[Math.max(0, Math.min(heights.length - 1, i))]!;
  let d = `M-4 144V${n(at(0))}`;
  for (let i = 0; i < heights.length - 1; i++) {
    const x = -4 + 16 * i;
    d += `C${n(x + 16 / 3)} ${n(at(i) + (at(i + 1) - at(i - 1)) / 6)}`
      + ` ${n(x + 32 / 3)} ${n(at(i + 1) - (at(i + 2) - at(i)) / 6)} ${n(x + 16)} ${n(at(i + 1))}`;
  }
  return `${d}V144Z`;
}

function ellipse(x: number, y: number, rx: number, ry: number): string {
  return `M${n(x - rx)} ${n(y)}a${n(rx)} ${n(ry)} 0 1 0 ${n(2 * rx)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-2 * rx)} 0Z`;
}

const sky: Shape = { d: 'M-4 -4H124V144H-4Z', fill: 'sc-sky' };

const SCENES: Readonly<Record<Scene, readonly Shape[]>> = {
  dawn: [
    sky,
    { d: ellipse(69.6, 92.4, 90, 44.8), fill: 'sc-sky2' },
    { d: circle(72, 77, 18.6), fill: 'sc-sun' },
    { d: ridge(84.6, 79.7, 80.5, 84, 86.1, 87.5, 91.1, 94.5, 92.6), fill: 'sc-1' },
    { d: ridge(96.4, 101.8, 103.4, 106.1, 108.2, 102.8, 94.1, 93, 97.9), fill: 'sc-2' },
    { d: ridge(121.5, 122, 122.8, 120.8, 115, 109.9, 110.1, 114.5, 118.6), fill: 'sc-3' },
  ],
  path: [
    sky,
    { d: ellipse(60, 70, 96, 42), fill: 'sc-sky2' },
    { d: circle(60, 58.8, 18), fill: 'sc-sun' },
    { d: ridge(67.2, 65, 65.9, 68, 69.5, 70.2, 71.7, 74, 75.1), fill: 'sc-1' },
    { d: ridge(88, 89.4, 90.1, 91.9, 91.7, 87.1, 81.3, 79.9, 83.2), fill: 'sc-2' },
    {
      d: 'M48 144C74.4 120.4 36 106.4 55.2 92.4C64.8 84 58.8 77 60 71.4C63 78.4 72 85.4 64.8 93.8C52.8 107.8 100.8 119 84 144Z',
      fill: 'sc-way',
    },
  ],
  hill: [
    sky,
    { d: circle(40.8, 50.4, 14.4), fill: 'sc-sun' },
    { d: ridge(95.7, 99.1, 100.5, 101.4, 103.4, 105.2, 104.1, 99.1, 92.8), fill: 'sc-1' },
    { d: ridge(115.3, 111.7, 111.1, 113, 115.3, 116.7, 117.5, 119, 121.7), fill: 'sc-2' },
    { d: 'M79.2 98V77', fill: 'sc-stem' },
    { d: ellipse(79.2, 67.2, 10.2, 15.4), fill: 'sc-obj' },
  ],
  table: [
    sky,
    { d: 'M60 -4L12 112H108Z', fill: 'sc-sky2' },
    { d: 'M60 -4V21', fill: 'sc-stem' },
    { d: 'M45.6 34.3A14.4 14.4 0 0 1 74.4 34.3Z', fill: 'sc-obj' },
    { d: circle(60, 35.7, 5.4), fill: 'sc-sun' },
    { d: 'M-4 120.4H124V144H-4Z', fill: 'sc-1' },
    { d: ellipse(60, 96.6, 44.4, 7.3), fill: 'sc-obj' },
    { d: 'M60 100.8V128.1M45.6 128.8H74.4', fill: 'sc-stem' },
  ],
  door: [
    sky,
    { d: 'M-4 117.6H124V144H-4Z', fill: 'sc-1' },
    { d: 'M32.4 117.6L2.4 144H79.2L87.6 117.6Z', fill: 'sc-glow' },
    { d: 'M32.4 117.6V63A27.6 27.6 0 0 1 87.6 63V117.6Z', fill: 'sc-sun' },
    { d: 'M87.6 117.6V63C87.6 47.8 75.2 36.8 60 35.4C70.5 43.1 73.8 52 73.8 64.4V128.1Z', fill: 'sc-obj' },
    { d: circle(78.2, 92.4, 1.7), fill: 'sc-sky' },
  ],
  water: [
    sky,
    { d: circle(60, 56, 20.4), fill: 'sc-sun' },
    { d: ridge(69.8, 66, 65.3, 67.1, 68.9, 69.7, 71.1, 73.8, 75.3), fill: 'sc-1' },
    { d: 'M-4 78.4H124V144H-4Z', fill: 'sc-2' },
    { d: 'M39.6 88.2H80.4M30 98H90M42 107.8H78M26.4 117.6H93.6M36 127.4H84', fill: 'sc-ripple' },
  ],
  evening: [
    sky,
    { d: circle(74.4, 42, 12), fill: 'sc-sun' },
    { d: ridge(85.4, 84.1, 87.6, 91.2, 92.7, 94.7, 98.5, 100.8, 97.6), fill: 'sc-1' },
    { d: ridge(111.2, 112.1, 113.1, 114.6, 112.2, 105.9, 102.1, 104.3, 108.4), fill: 'sc-2' },
    { d: ridge(126, 125.9, 124, 120.4, 117.7, 118.3, 121.4, 124.4, 125.5), fill: 'sc-3' },
  ],
};

const guest = (role: 'manager' | 'exile' | 'firefighter', place: string): Guest => ({
  d: OUTLINES[role], fill: 'p-base', family: ROLE_CLASS[role], place,
});

/** Three guests behind the table; they stand on the last but one shape of that scene. */
const GUESTS: readonly Guest[] = [
  guest('manager', 'translate(21 69.1) scale(.356)'),
  guest('exile', 'translate(76.6 72.8) scale(.306)'),
  guest('firefighter', 'translate(48 66.4) scale(.374)'),
];

/** A view as flat shapes: what lies behind the guests (if there are any), and what lies before them. */
export function view(scene: Scene): { behind: readonly Shape[]; guests: readonly Guest[]; before: readonly Shape[] } {
  const shapes = SCENES[scene];
  if (scene !== 'table') return { behind: shapes, guests: [], before: [] };
  return { behind: shapes.slice(0, 6), guests: GUESTS, before: shapes.slice(6) };
}
