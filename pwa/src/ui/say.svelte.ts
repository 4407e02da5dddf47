/** What the one polite live region says. */
export const said = $state({ text: '' });

/** Speaks a short result to assistive technology: a count, a removal. The same text twice is spoken twice. */
export function say(text: string): void {
  said.text = said.text === text ? `${text} ` : text;
}
