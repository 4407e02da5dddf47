/** One flat shape of a drawing: path data and the class that colours it. */
export interface Shape { readonly d: string; readonly fill: string }

/** A number as short as path data allows: one decimal, no trailing zero. */
export function n(value: number): string {
  const text = value.toFixed(1);
  return text.endsWith('.0') ? text.slice(0, -2).replace(/^-0$/, '0') : text;
}

/** A circle as path data, so that many circles are one element. */
export function circle(x: number, y: number, r: number): string {
  return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`;
}

/** A point turned by `degrees` around a centre. */
export function turned(x: number, y: number, degrees: number, cx: number, cy: number): [number, number] {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos];
}
