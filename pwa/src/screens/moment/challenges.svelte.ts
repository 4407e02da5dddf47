import { call } from '../../app/vault.svelte';
import type { Challenge, Id } from '../../rpc/api';
import { changes } from '../changes.svelte';

const LONGEST = 60;

/** What one may belong to: everything that is being worked with or rests, and what was chosen before. */
export function challengesFor(chosen: () => Id): { readonly options: { value: Id; label: string }[] } {
  let all = $state.raw<readonly Challenge[]>([]);
  $effect(() => {
    void changes.count;
    call('challenges').then((challenges) => { all = challenges; }, () => undefined);
  });
  const options = $derived(
    all.filter(({ id, binned, state }) => id === chosen() || (!binned && state !== 'let_go'))
      .map((challenge) => ({ value: challenge.id, label: inShort(challenge) })),
  );
  return { get options() { return options; } };
}

/** Its first line, as long as a chip can be. */
export function inShort({ words, love }: Pick<Challenge, 'words' | 'love'>): string {
  const [line = ''] = (words.trim() || love.trim()).split('\n', 1);
  const letters = [...line];
  return letters.length <= LONGEST ? line : `${letters.slice(0, LONGEST).join('').trimEnd()}…`;
}
