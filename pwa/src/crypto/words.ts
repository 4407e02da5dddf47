/** The list from which passphrases are drawn: about 2 000 short, distinct English words. */

/** Words nobody should have to type every day into a journal about what hurts. */
const UNKIND = new Set(
  (
    'abandon abuse addict alcohol attack awful blood bomb bullet crime cruel danger despair destroy ' +
    'disease disorder divorce enemy evil fatal fault gun guilt hurt insane knife monster orphan panic ' +
    'pistol prison punch reject rifle scare shoot sick suffer tragic ugly useless vicious weapon wreck'
  ).split(' '),
);

/** The words, loaded when first asked for: the BIP-39 English list without the unkind ones. */
export async function loadWords(): Promise<readonly string[]> {
  const { wordlist } = await import('@scure/bip39/wordlists/english.js');
  return wordlist.filter((word) => !UNKIND.has(word));
}
