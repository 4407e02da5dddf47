import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

type Attributes = Record<string, string>;
export type IconNode = [tag: string, attributes: Attributes];

const MODULE = 'virtual:icons';

/** Drawn for this app: Lucide's bars are blocks at 18 px, and its sunrise carries an arrow. */
const DRAWN: Readonly<Record<string, readonly string[]>> = {
  pause: ['M9 6v12M15 6v12'],
  sunrise: ['M4 18h16M7 18a5 5 0 0 1 10 0', 'M12 6.5v2.2M4.9 10.4l1.6 1.4M19.1 10.4l-1.6 1.4'],
};

/** The outline of one drawing element as SVG path data, so that an icon is nothing but numbers. */
export function pathData([tag, a]: IconNode): string {
  const n = (name: string): number => Number(a[name] ?? 0);
  const ellipse = (cx: number, cy: number, rx: number, ry: number): string =>
    `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0`;
  const points = (a['points'] ?? '').trim().split(/[\s,]+/).join(' ');
  switch (tag) {
    case 'path': return a['d'] ?? '';
    case 'line': return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
    case 'circle': return ellipse(n('cx'), n('cy'), n('r'), n('r'));
    case 'ellipse': return ellipse(n('cx'), n('cy'), n('rx'), n('ry'));
    case 'polyline': return `M${points}`;
    case 'polygon': return `M${points}Z`;
    case 'rect': return rectangle(n('x'), n('y'), n('width'), n('height'), Number(a['rx'] ?? a['ry'] ?? 0));
    default: throw new Error(`an icon uses <${tag}>, which has no outline here`);
  }
}

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const corner = (dx: number, dy: number): string => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : '');
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`;
}

/**
 * Serves `virtual:icons`: path data of the named icons, taken from lucide-static while building or drawn above.
 * Markup never reaches the page, so Trusted Types need no policy for icons.
 */
export function icons(names: readonly string[]): Plugin {
  return {
    name: 'selfward-icons',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const file = createRequire(import.meta.url).resolve('lucide-static/icon-nodes.json');
      const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, IconNode[] | undefined>;
      const table = names.map((name) => {
        const drawn = DRAWN[name];
        if (drawn) return [name, drawn] as const;
        const nodes = all[name];
        if (!nodes) throw new Error(`lucide-static has no icon "${name}"`);
        return [name, nodes.map(pathData)] as const;
      });
      return `export const paths = ${JSON.stringify(Object.fromEntries(table))};`;
    },
  };
}
