import { afterEach, describe, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('script addresses', () => {
  test('one policy named selfward makes them, once', async () => {
    vi.stubGlobal('location', new URL('http://localhost:8000/journal'));
    const createPolicy = vi.fn((_name: string, rules: object) => rules);
    vi.stubGlobal('trustedTypes', { createPolicy });
    const { serviceWorkerUrl, workerUrl } = await import('../../src/rpc/trusted');
    expect(workerUrl('/assets/vault.worker-1.js')).toBe('/assets/vault.worker-1.js');
    expect(serviceWorkerUrl('/sw.js')).toBe('/sw.js');
    expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['selfward']);
  });

  test('scripts from elsewhere are refused, with and without Trusted Types', async () => {
    vi.stubGlobal('location', new URL('http://localhost:8000/journal'));
    const { workerUrl } = await import('../../src/rpc/trusted');
    expect(() => workerUrl('https://elsewhere.example/a.js')).toThrow(TypeError);
    expect(() => workerUrl('data:text/javascript,1')).toThrow(TypeError);
  });
});
