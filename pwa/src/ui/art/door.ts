import type { Shape } from './path';

/** How far it stands open: dashed while nobody asked, shut, ajar with light behind it, wide. */
export type DoorState = 'unknown' | 'shut' | 'ajar' | 'wide';

const FRAME: readonly Shape[] = [
  { d: 'M8 42V20A12 12 0 0 1 32 20V42', fill: 'd-frame' },
  { d: 'M3 42H37', fill: 'd-frame' },
];
const LIGHT: Shape = { d: 'M8 42V20A12 12 0 0 1 32 20V42Z', fill: 'd-light' };

/** Everything drawn inside the frame of each, in a box of 40 by 48. */
const INSIDE: Readonly<Record<DoorState, readonly Shape[]>> = {
  unknown: [{ d: 'M11 42V20A9 9 0 0 1 29 20V42', fill: 'd-unknown' }],
  shut: [
    { d: 'M11 42V20A9 9 0 0 1 29 20V42Z', fill: 'd-leaf' },
    { d: 'M23.5 29a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0Z', fill: 'd-knob' },
  ],
  ajar: [LIGHT, { d: 'M29.5 42V19C29 13 25 10 21 10C19.5 10 18 10.5 17 11C18 13.5 18.5 16 18.5 19V45.5Z', fill: 'd-leaf' }],
  wide: [LIGHT, { d: 'M32 42V20C32 15 30 11.5 27.5 10L27.5 46Z', fill: 'd-leaf' }],
};

export function door(state: DoorState): readonly Shape[] {
  return [...INSIDE[state], ...FRAME];
}
