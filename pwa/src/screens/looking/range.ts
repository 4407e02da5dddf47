/** How far back one looks. */
export type Range = 'quarter' | 'year' | 'all';
export const RANGES: readonly Range[] = ['quarter', 'year', 'all'];

const MONTHS = { quarter: 3, year: 12 } as const;

/** The beginning of that day so many months ago, by the calendar here; 0 = all of it. */
export function sinceOfRange(range: Range, now_ms: number): number {
  if (range === 'all') return 0;
  const now = new Date(now_ms);
  const first = new Date(now.getFullYear(), now.getMonth() - MONTHS[range], 1);
  const lastOfMonth = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  return new Date(first.getFullYear(), first.getMonth(), Math.min(now.getDate(), lastOfMonth)).getTime();
}
