import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/locales/en/index';
import { alwaysKnown, t } from '../../src/i18n/words';

const SOURCE = join(import.meta.dirname, '../../src');
const NEVER = [
  'streak', 'score', 'badge', 'should', 'must', 'failed', 'resistance', 'relapse', 'heal', 'fix', 'journey', 'oops',
  'please', 'simply', 'just', 'sorry', 'broken', 'complete', 'congratulations',
];

type Entry = string | Record<string, string>;
const areas = Object.entries(en) as [string, Record<string, Entry>][];
const keys = areas.flatMap(([area, words]) => Object.keys(words).map((name) => `${area}.${name}`));
const sentences = areas.flatMap(([area, words]) => Object.entries(words).flatMap(([name, entry]) =>
  (typeof entry === 'string' ? [entry] : Object.values(entry)).map((text) => ({ key: `${area}.${name}`, text }))));

const code = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name) && !name.startsWith('i18n'))
  .map((name) => readFileSync(join(SOURCE, name), 'utf8'))
  .join('\n');
const quoted = new Set([...code.matchAll(/['"`]([a-z_]+\.[a-zA-Z0-9_]+)['"`]/g)].map((found) => found[1]!));
/** Keys put together while running: `area.start_${x}` or `area.${x}_end`. */
const composed = [...code.matchAll(/`([a-z_]+\.[a-z0-9_]*)\$\{[^}]*\}([a-z0-9_]*)`/g)].map((found) => ({ start: found[1]!, end: found[2]! }));

describe('words', () => {
  it('have every key the code names', () => {
    const areaNames = new Set(areas.map(([area]) => area));
    const missing = [...quoted].filter((key) => areaNames.has(key.split('.')[0]!) && !keys.includes(key) && !/\.(ts|js|svelte|json|css)$/.test(key));
    expect(missing).toEqual([]);
  });

  it('have no key that nothing uses', () => {
    const isUsed = (key: string): boolean => quoted.has(key) || composed.some(({ start, end }) => key.startsWith(start) && key.endsWith(end));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('never say what the voice of the app does not say', () => {
    const said = sentences.filter(({ text }) => NEVER.some((word) => new RegExp(`\\b${word}`, 'i').test(text)) || text.includes('!'));
    expect(said).toEqual([]);
  });

  it('use typographic apostrophes', () => {
    expect(sentences.filter(({ text }) => text.includes("'"))).toEqual([]);
  });

  it('have a form for every number wherever they count', () => {
    const plural = areas.flatMap(([area, words]) => Object.entries(words).filter(([, entry]) => typeof entry !== 'string').map(([name, entry]) => [`${area}.${name}`, Object.keys(entry).sort()]));
    expect(plural.filter(([, forms]) => forms!.toString() !== 'one,other')).toEqual([]);
  });
});

describe('t', () => {
  it('keeps a name that is written from right to left to itself', () => {
    expect(t('common.show', { what: 'الحارس' })).toBe('Show \u2068الحارس\u2069');
    expect(t('common.show', { what: 'Heart ❤\ufe0f' })).toBe('Show Heart ❤\ufe0f');
  });

  it('puts values in their places', () => {
    expect(t('common.show', { what: 'passphrase' })).toBe('Show passphrase');
  });

  it('chooses the form by the count', () => {
    expect([t('security.minutes', { count: 1 }), t('security.minutes', { count: 5 })]).toEqual(['1 minute', '5 minutes']);
  });

  it('knows values that are true everywhere', () => {
    alwaysKnown({ device: 'tablet' });
    expect(t('common.on_this_device')).toBe('On this tablet');
  });
});
