import { describe, expect, it } from 'vitest';
import { deviceWord, isApple } from '../../src/app/device';

const IPHONE = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1', maxTouchPoints: 5 };
const IPAD = { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/27.0 Safari/605.1.15', maxTouchPoints: 5 };
const MAC = { ...IPAD, maxTouchPoints: 0 };
const PIXEL = { userAgent: 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36', maxTouchPoints: 5 };
const TAB = { userAgent: 'Mozilla/5.0 (Linux; Android 16; SM-X710) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36', maxTouchPoints: 5 };

describe('deviceWord', () => {
  it.each([[IPHONE, 'phone'], [PIXEL, 'phone'], [IPAD, 'tablet'], [TAB, 'tablet'], [MAC, 'computer']] as const)('knows the thing in the hands', (agent, word) => {
    expect(deviceWord(agent)).toBe(word);
  });
});

describe('isApple', () => {
  it('tells an iPad from a Mac', () => {
    expect([isApple(IPHONE), isApple(IPAD), isApple(MAC), isApple(PIXEL)]).toEqual([true, true, false, false]);
  });
});
