import { afterEach, describe, expect, test, vi } from 'vitest';
import { argon2idScript, argon2idWasm, chooseArgon2id } from '../../src/crypto/argon2';
import { seeded } from '../seeded';

afterEach(() => vi.unstubAllGlobals());

describe('argon2', () => {
  test('both ways give the same bytes', async () => {
    const random = seeded(3);
    const [password, salt] = [random(20), random(16)];
    const script = await argon2idScript(password, salt, 256, 3, 1);
    expect(script).toEqual(await argon2idWasm(password, salt, 256, 3, 1));
    expect(script.length).toBe(32);
  });

  test('the slow way tells how far it is', async () => {
    const parts: number[] = [];
    await argon2idScript(new Uint8Array(4), new Uint8Array(16), 1024, 2, 1, (part) => parts.push(part));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    expect(parts.at(-1)).toBeCloseTo(1);
  });

  test('WebAssembly is used where it works', () => {
    expect(chooseArgon2id()).toBe(argon2idWasm);
  });

  test('without WebAssembly the slow way is chosen', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(chooseArgon2id()).toBe(argon2idScript);
  });

  test('a policy that forbids compiling counts as without', () => {
    vi.stubGlobal('WebAssembly', {
      Module: class {
        constructor() {
          throw new Error('forbidden by policy');
        }
      },
    });
    expect(chooseArgon2id()).toBe(argon2idScript);
  });
});
