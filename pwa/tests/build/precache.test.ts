import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { precache } from '../../build/precache';

type Output = Record<string, { type: 'chunk'; fileName: string; code: string } | { type: 'asset'; fileName: string; source: string }>;

const bundle = (page: string): Output => ({
  'sw.js': { type: 'chunk', fileName: 'sw.js', code: 'worker()' },
  'index.html': { type: 'asset', fileName: 'index.html', source: page },
  'assets/main-1.js': { type: 'chunk', fileName: 'assets/main-1.js', code: 'main()' },
});

describe('precache', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'precache-'));
    mkdirSync(join(dir, 'icons'));
    writeFileSync(join(dir, 'icons/icon.svg'), '<svg/>');
  });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  function build(page: string): { build: string; files: string[] } {
    const output = bundle(page);
    const generate = precache(dir).generateBundle as unknown as (options: object, output: Output) => void;
    generate({}, output);
    const worker = output['sw.js'] as { code: string };
    return JSON.parse(/^const __PRECACHE__=(.*);$/m.exec(worker.code)![1]!) as { build: string; files: string[] };
  }

  it('lists built and public files, the page as /', () => {
    expect(build('<p>').files).toEqual(['/', '/assets/main-1.js', '/icons/icon.svg']);
  });

  it('gives the same id to the same sources', () => {
    expect(build('<p>').build).toBe(build('<p>').build);
  });

  it('gives another id when a built file changes', () => {
    expect(build('<p>').build).not.toBe(build('<b>').build);
  });

  it('gives another id when a public file changes', () => {
    const before = build('<p>').build;
    writeFileSync(join(dir, 'icons/icon.svg'), '<svg></svg>');
    expect(build('<p>').build).not.toBe(before);
  });

  it('refuses a build without a service worker', () => {
    const generate = precache(dir).generateBundle as unknown as (options: object, output: Output) => void;
    expect(() => generate({}, {})).toThrow(/service worker/);
  });
});
