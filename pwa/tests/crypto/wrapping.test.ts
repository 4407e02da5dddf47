import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../src/crypto/encoding';
import { ACTION_LOGIN, makeProof, verifyProof } from '../../src/crypto/identity';
import { decodeCode, encodeCode, seed as recoverySeed } from '../../src/crypto/recovery';
import { checkSlot, loginSeed, makeSlot, openSlot } from '../../src/crypto/wrapping';
import { seeded } from '../seeded';

const random = seeded(4);
const ROOTS = new Map([[1, random(32)], [2, random(32)]]);

describe('slots', () => {
  test('a recovery code opens its slot and signs in', async () => {
    const r = random(16);
    const slot = await makeSlot('recovery', recoverySeed(r), ROOTS, {}, random);

    const stored = decode(encode(slot));
    const seed = recoverySeed(decodeCode(encodeCode(r).toLowerCase()));

    expect(await openSlot(stored, seed)).toEqual(ROOTS);
    const { slotId, loginPub } = checkSlot(stored);
    const proof = await makeProof(loginSeed(seed, slotId), ACTION_LOGIN, 'https://a.example', 'mara', slotId, random(32));
    await verifyProof(loginPub, ACTION_LOGIN, 'https://a.example', 'mara', proof);
  });

  test('another secret is told from a damaged copy', async () => {
    const slot = await makeSlot('recovery', random(32), ROOTS, {}, random);
    await expect(openSlot(slot, random(32))).rejects.toMatchObject({ code: 'wrong_secret' });
    await expect(openSlot({ ...slot, check: 'AAAAAAAA' }, random(32))).rejects.toMatchObject({ code: 'slot_check' });
  });

  test('slots of the same secret share nothing', async () => {
    const seed = random(32);
    const first = await makeSlot('recovery', seed, ROOTS, {}, random);
    const second = await makeSlot('recovery', seed, ROOTS, {}, random);
    for (const member of ['slot_id', 'login_pub', 'sealed', 'check'] as const) {
      expect(first[member]).not.toBe(second[member]);
    }
  });

  test('local slots carry no login key', async () => {
    expect(await makeSlot('device', random(32), ROOTS, {}, random)).not.toHaveProperty('login_pub');
  });
});
