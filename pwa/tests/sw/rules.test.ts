import { describe, expect, it } from 'vitest';
import { answerFor, keep } from '../../src/sw/rules';

const files = ['/', '/look.js', '/assets/main-1.js', '/icons/icon.svg'];
const ask = (path: string, more: Partial<Parameters<typeof answerFor>[0]> = {}): string =>
  answerFor({ method: 'GET', url: new URL(path, 'https://a.example').href, origin: 'https://a.example', navigation: false, files, ...more });

describe('answerFor', () => {
  it('gives the shell to every page of the app', () => {
    expect([ask('/', { navigation: true }), ask('/entry/x', { navigation: true }), ask('/?source=pwa', { navigation: true })]).toEqual(['page', 'page', 'page']);
  });

  it('gives shell files, also those of the release before', () => {
    expect([ask('/look.js'), ask('/assets/main-0.js')]).toEqual(['file', 'file']);
  });

  it('never touches the API', () => {
    expect([ask('/v1/log'), ask('/v1/log', { navigation: true })]).toEqual(['leave', 'leave']);
  });

  it('leaves writing and other places alone', () => {
    expect([ask('/look.js', { method: 'POST' }), ask('https://b.example/look.js'), ask('/unknown.txt')]).toEqual(['leave', 'leave', 'leave']);
  });
});

describe('keep', () => {
  it('keeps the release before for pages that are still open', () => {
    expect(keep(['shell-1', 'shell-2', 'shell-3'], 'shell-3')).toEqual(['shell-3', 'shell-2']);
  });

  it('keeps only itself on the first visit', () => {
    expect(keep(['shell-1'], 'shell-1')).toEqual(['shell-1']);
  });
});
