import type { PartFields } from '../../rpc/api';

/** Everything a person can write about a part. */
export const PART_FIELDS = [
  'name', 'role', 'roleWord', 'otherNames', 'age', 'job', 'fears', 'body', 'notes',
] as const satisfies readonly (keyof PartFields)[];

/** What the card of a part shows, in this order; the name and the role stand above it. */
export const NOTED = ['job', 'fears', 'age', 'body', 'otherNames', 'notes'] as const satisfies readonly (keyof PartFields)[];

const BLANK: PartFields = {
  name: '', role: 'protector_unsure', roleWord: '', otherNames: '', age: '', job: '', fears: '', body: '', notes: '',
};

/** The written fields alone, of whatever carries them. */
export function fieldsOf(part: Partial<PartFields>): PartFields {
  const fields: Record<string, string> = { ...BLANK };
  for (const field of PART_FIELDS) fields[field] = part[field] ?? BLANK[field];
  return fields as unknown as PartFields;
}

/** What has to be stored: the fields that differ. A name that was emptied is not: everyone has a name, for now. */
export function sendable(fields: PartFields, stored: PartFields): Partial<PartFields> {
  const differing = PART_FIELDS.filter((field) => fields[field] !== stored[field]);
  const sent = differing.filter((field) => field !== 'name' || fields.name.trim() !== '');
  return Object.fromEntries(sent.map((field) => [field, fields[field]]));
}

/** After a merge: a field typed in since the save keeps what was typed, the others show what stands. */
export function rebaseFields(sent: PartFields, current: PartFields, stands: PartFields): PartFields {
  const fields: Record<string, string> = {};
  for (const field of PART_FIELDS) fields[field] = current[field] === sent[field] ? stands[field] : current[field];
  return fields as unknown as PartFields;
}
