import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reading } from '../../../src/screens/write/paragraphs';

describe('reading', () => {
  it('takes a short first line with more below it as the title', () => {
    const { title, paragraphs } = reading('The Friday shift\n\nMaya asked.\nI said yes.');
    expect(title?.text).toBe('The Friday shift');
    expect(paragraphs.map((one) => one.text)).toEqual(['Maya asked.', 'I said yes.']);
  });

  it('leaves a single line and a long first line in the text', () => {
    expect(reading('Only this.').title).toBeNull();
    expect(reading(`${'long '.repeat(20)}\nmore`).title).toBeNull();
  });

  it('knows where each paragraph stands, and shows every word', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('', ' ', 'one', 'two words'), { maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      const { title, paragraphs } = reading(text);
      const shown = title ? [title, ...paragraphs] : paragraphs;
      for (const one of shown) expect(text.slice(one.start, one.start + one.text.length)).toBe(one.text);
      expect(shown.map((one) => one.text)).toEqual(lines.filter((line) => line.trim() !== ''));
    }));
  });
});
