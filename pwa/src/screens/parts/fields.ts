/** What the card of a part shows, in this order; the name and the role stand above it. */
export const NOTED = ['job', 'fears', 'age', 'body', 'otherNames', 'notes'] as const;
