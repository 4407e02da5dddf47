import { describe, expect, test } from 'vitest';
import { DamagedError, FormatError } from '../../src/crypto/errors';
import { ACTION_LOGIN, makeProof, publicKey, sign, verify, verifyProof } from '../../src/crypto/identity';
import { seeded } from '../seeded';

const random = seeded(2);

describe('signatures', () => {
  test('verify for their data only', async () => {
    const seed = random(32);
    const pub = await publicKey(seed);
    const sig = await sign(seed, 'head-sig', random(50));
    await expect(verify(pub, 'head-sig', random(50), sig)).rejects.toThrow(DamagedError);
  });

  test('of a seed that begins with zero are like any other', async () => {
    const seed = random(32);
    seed[0] = 0;
    const data = random(20);
    await verify(await publicKey(seed), 'proof', data, await sign(seed, 'proof', data));
  });

  test('are refused under a key that is no point of the curve', async () => {
    const noPoint = new Uint8Array(32);
    noPoint[0] = 2;
    await expect(verify(noPoint, 'proof', new Uint8Array(0), new Uint8Array(64))).rejects.toThrow(DamagedError);
  });

  test('need a seed of 32 bytes', async () => {
    await expect(publicKey(random(31))).rejects.toThrow(FormatError);
  });
});

test('a proof relayed by another server is refused', async () => {
  const seed = random(32);
  const proof = await makeProof(seed, ACTION_LOGIN, 'https://a.example', 'mara', random(16), random(32));
  const pub = await publicKey(seed);
  await verifyProof(pub, ACTION_LOGIN, 'https://a.example', 'mara', proof);
  await expect(verifyProof(pub, ACTION_LOGIN, 'https://b.example', 'mara', proof)).rejects.toThrow(DamagedError);
});
