/** Where the path leads: pages to write, and the places where something is noted. */
import type { EvidenceView, Id } from '../../rpc/api';
import type { Step, Way } from '../../stage/back';

/** The places on the way back, from the hope to the person's side. */
export const NODES = ['hope', 'loosen', 'guards', 'meet', 'knows'] as const;
export type NodeName = (typeof NODES)[number];

/** A page about this challenge, opened for something. A letter is to the part. */
export function pageAddress(challenge: Id, kind: 'free' | 'dialogue' | 'letter', part: Id | null, step?: string): string {
  const query = new URLSearchParams({ challenge, ...(kind !== 'free' && { kind }), ...(part && { part }), ...(step && { step }) });
  return `/write?${query.toString()}`;
}

/** Where a step begins; null: choosing who is part of this, which the screen itself can do. */
export function stepAddress({ name, part, about }: Step, challenge: Id): string | null {
  switch (name) {
    case 'who': return null;
    case 'love': return `/challenge/${challenge}`;
    case 'promise': return `/part/${part}`;
    case 'visit': return pageAddress(challenge, 'free', about, 'back_visit');
    case 'letter': return pageAddress(challenge, 'letter', about, 'back_letter');
    default: return pageAddress(challenge, 'dialogue', part, `back_${name}`);
  }
}

/** Where the answer of a place is noted; null: by choosing who is part of this. */
export function noteAddress(node: NodeName, challenge: Id, way: Way | null): string | null {
  if (node === 'hope') return `/challenge/${challenge}`;
  if (!way) return null;
  switch (node) {
    case 'loosen': return `/part/${way.part}/ask?ask=space`;
    case 'guards': return `/part/${way.part}`;
    case 'meet': return `/part/${way.part}/doors?about=${way.doors[0]?.about ?? ''}`;
    case 'knows': return `/part/${way.part}/ask?ask=knows`;
  }
}

/** Where a record behind a piece of evidence can be read. */
export function recordAddress({ records, parts }: Pick<EvidenceView, 'records' | 'parts'>, challenge: Id): string {
  const [newest] = records;
  if (newest?.type === 'entry') return `/entry/${newest.id}`;
  if (newest?.type === 'checkin') return `/check-in/${newest.id}`;
  return parts[0] ? `/part/${parts[0]}` : `/challenge/${challenge}`;
}
