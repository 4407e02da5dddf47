/**
 * A gate for passphrases people choose themselves (SPEC 5.2): an estimate of how many guesses a
 * patient attacker with the server's database would need.
 *
 * The estimate is the cheapest way to spell the text out of single characters, words, the commonest
 * choices, repeats, sequences, keyboard runs and years, each with a price in bits (powers of two).
 * It is a floor against the worst choices, not a promise; the interface offers six drawn words first.
 */

import { COMMONEST_CHOICES, COMMONEST_WORDS, USUAL_PAIRS } from './commonest';

/**
 * Bits below which a passphrase is refused. One guess costs 64 MiB of Argon2id three times over; one
 * graphics card makes about 2 000 a second, so 2^45 guesses keep a thousand of them busy for half a
 * year. Six drawn words have 65 bits and never fall below it here.
 */
export const MIN_BITS = 45;
/** Characters below which no estimate is made. */
export const MIN_CHARACTERS = 10;

export type Weakness = 'short' | 'repeats' | 'common' | 'guessable';
export type Rating = { ok: true } | { ok: false; reason: Weakness };

type Kind = 'plain' | 'word' | 'choice' | 'repeat' | 'run';
interface Step {
  /** Bits for everything up to here. */
  readonly bits: number;
  readonly start: number;
  readonly kind: Kind;
}

const LETTER = /^\p{L}$/u;
const RUNS = ['1234567890', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm'];
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i',
};

/** Whether a chosen passphrase is strong enough, or the plainest reason why not. */
export function rate(passphrase: string): Rating {
  const typed = [...passphrase.normalize('NFKC').replace(/^ +| +$/g, '')];
  if (typed.length < MIN_CHARACTERS) return { ok: false, reason: 'short' };
  const path = cheapest(typed);
  if (path.at(-1)!.bits >= MIN_BITS) return { ok: true };
  const most = typed.length / 2;
  if (covered(path, 'repeat') >= most) return { ok: false, reason: 'repeats' };
  if (isChoice(typed.join('')) || covered(path, 'choice') >= most) return { ok: false, reason: 'common' };
  return { ok: false, reason: 'guessable' };
}

/** The estimate behind `rate`, in bits: two to this power guesses. */
export function estimateBits(passphrase: string): number {
  return cheapest([...passphrase.normalize('NFKC').replace(/^ +| +$/g, '')]).at(-1)!.bits;
}

/** For each length of beginning, the cheapest last step that leads there. */
function cheapest(typed: readonly string[]): Step[] {
  const lower = typed.map((character) => character.toLowerCase());
  const path: Step[] = [{ bits: 0, start: 0, kind: 'plain' }];
  for (let end = 1; end <= lower.length; end++) {
    let best: Step = { bits: Infinity, start: end - 1, kind: 'plain' };
    // Nothing priced as one piece is longer than this: keeps long texts quick.
    for (let start = Math.max(0, end - 64); start < end; start++) {
      for (const [kind, price] of prices(typed, lower, start, end)) {
        const bits = path[start]!.bits + price;
        if (bits < best.bits) best = { bits, start, kind };
      }
    }
    path.push(best);
  }
  return path;
}

function prices(typed: readonly string[], lower: readonly string[], start: number, end: number): [Kind, number][] {
  const length = end - start;
  const found: [Kind, number][] = [];
  if (length === 1) found.push(['plain', characterBits(typed[start]!)]);
  if (isRepeat(lower, start, end)) found.push(['repeat', 2]);
  const text = lower.slice(start, end).join('');
  const capitals = typed.slice(start, end).some((character, i) => character !== lower[start + i]) ? 1 : 0;
  if (length >= 4 && isChoice(text)) found.push(['choice', 10 + capitals]);
  if (length >= 3 && COMMONEST_WORDS.has(text)) found.push(['word', 7.5 + capitals]);
  if (isWholeWord(lower, start, end)) {
    const before = lower.slice(0, start).join('');
    const again = length >= 3 && before.split(/[^\p{L}]+/u).includes(text);
    found.push(again ? ['repeat', 3] : ['word', wordBits(text) + capitals]);
  }
  if (length >= 3 && isSequence(text)) found.push(['run', 6]);
  if (/^(?:19|20)\d\d$/.test(text)) found.push(['run', 7]);
  return found;
}

function characterBits(character: string): number {
  if (character === ' ') return 1;
  if (/^[0-9]$/.test(character)) return 3.3;
  if (/^[a-z]$/.test(character)) return 4.7;
  if (/^[A-Z]$/.test(character)) return 5.7;
  if (character.length === 1 && character.charCodeAt(0) < 0x250) return 5;
  return 7.5; // scripts whose characters say as much as a word, and emoji
}

/** A word as long as most costs 12 bits (one of 4 096); one of unusual letter pairs is spelt out. */
function wordBits(text: string): number {
  const letters = [...text];
  if (COMMONEST_WORDS.has(text)) return Math.min(7.5, 4.7 * letters.length);
  if (letters.length >= 6 && unusualPairs(letters) > 0.5) return Infinity;
  return 7.5 + 1.5 * Math.min(3, Math.max(0, letters.length - 3)) + 2.5 * Math.max(0, letters.length - 10);
}

function unusualPairs(letters: readonly string[]): number {
  let unusual = 0;
  for (let i = 1; i < letters.length; i++) {
    if (!USUAL_PAIRS.has(letters[i - 1]! + letters[i]!)) unusual++;
  }
  return unusual / (letters.length - 1);
}

function isWholeWord(lower: readonly string[], start: number, end: number): boolean {
  const isLetter = (at: number): boolean => LETTER.test(lower[at] ?? '');
  if (isLetter(start - 1) || isLetter(end)) return false;
  for (let at = start; at < end; at++) if (!isLetter(at)) return false;
  return true;
}

/** One of the commonest choices, however spaced and with lookalikes (`pa$$w0rd`) put right. */
function isChoice(text: string): boolean {
  const bare = text.toLowerCase().replace(/[\s.,_-]/g, '');
  const plain = bare.replace(/[013457@$!]/g, (character) => LOOKALIKES[character]!);
  return COMMONEST_CHOICES.has(bare) || COMMONEST_CHOICES.has(plain);
}

/** The same as what stands right before it. */
function isRepeat(lower: readonly string[], start: number, end: number): boolean {
  const length = end - start;
  if (start < length) return false;
  for (let i = 0; i < length; i++) if (lower[start + i] !== lower[start - length + i]) return false;
  return true;
}

/** Neighbours in the alphabet, among the digits or on a keyboard, in either direction. */
function isSequence(text: string): boolean {
  const back = [...text].reverse().join('');
  if (text.length >= 4 && RUNS.some((run) => run.includes(text) || run.includes(back))) return true;
  const step = text.charCodeAt(1) - text.charCodeAt(0);
  if (Math.abs(step) !== 1 || !/^(?:[a-z]+|[0-9]+)$/.test(text)) return false;
  for (let i = 2; i < text.length; i++) {
    if (text.charCodeAt(i) - text.charCodeAt(i - 1) !== step) return false;
  }
  return true;
}

/** How many characters the cheapest spelling takes as this kind. */
function covered(path: readonly Step[], kind: Kind): number {
  let count = 0;
  for (let end = path.length - 1; end > 0; end = path[end]!.start) {
    if (path[end]!.kind === kind) count += end - path[end]!.start;
  }
  return count;
}
