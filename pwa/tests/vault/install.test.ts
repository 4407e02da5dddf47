import { describe, expect, test } from 'vitest';
import { deviceName, newInstall, readInstall } from '../../src/vault/install';
import { seeded } from '../seeded';

describe('an installation', () => {
  test('has a tag of six characters and a record id, and knows them again', () => {
    const install = newInstall(seeded(1));
    expect(install.tag).toMatch(/^[a-z0-9]{6}$/);
    expect(readInstall(install)).toEqual(install);
  });

  test.each([undefined, 7, {}, { tag: 'TOO LONG', device: 'x' }])('a damaged row (%j) is none', (row) => {
    expect(readInstall(row)).toBeUndefined();
  });

  test.each([
    ['Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0', 'Firefox, Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/27.2 Mobile Safari/604.1', 'Safari, iPhone'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/157.0 Safari/537.36 Edg/157.0', 'Edge, Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/157.0 Safari/537.36', 'Chrome, Linux'],
    ['something else', 'Browser'],
  ])('is named after its browser and system', (agent, name) => expect(deviceName(agent)).toBe(name));
});
