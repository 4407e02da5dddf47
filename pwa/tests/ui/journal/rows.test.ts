import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EntryPage, EntryQuery } from '../../../src/rpc/api';
import { madeRow } from '../../made';

const vault = vi.hoisted(() => ({
  questions: [] as { query: EntryQuery; answer: (page: EntryPage) => void; refuse: (code: string) => void }[],
}));
vi.mock('../../../src/app/vault.svelte', () => ({
  call: (_method: string, query: EntryQuery) => new Promise((answer, reject) => {
    vault.questions.push({ query, answer, refuse: (code) => { reject(Object.assign(new Error(code), { code })); } });
  }),
  onLock: () => () => undefined,
}));
const { rows } = await import('../../../src/screens/journal/rows.svelte');

const page = (ids: string[], total = ids.length): EntryPage => ({ rows: ids.map((id) => madeRow(id, { made_ms: 1 })), total, unsearched: 0, complete: true });
const settle = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
const ids = (): string[] => rows.shown.map((one) => one.id);

beforeEach(() => {
  vault.questions.length = 0;
  rows.forget();
});

describe('the rows of the journal', () => {
  it('has one question under way and asks only the newest next', async () => {
    void rows.narrowTo({ text: 'q' });
    void rows.narrowTo({ text: 'qu' });
    void rows.narrowTo({ text: 'qui' });
    expect(vault.questions.map((one) => one.query.text)).toEqual(['q']);
    vault.questions[0]!.answer(page(['a']));
    await settle();
    expect(vault.questions.map((one) => one.query.text)).toEqual(['q', 'qui']);
    vault.questions[1]!.answer(page(['b']));
    await settle();
    expect(ids()).toEqual(['b']);
    expect(rows.answered?.text).toBe('qui');
  });

  it('adds older rows below', async () => {
    void rows.load();
    vault.questions[0]!.answer(page(['a', 'b'], 3));
    await settle();
    void rows.older();
    expect(vault.questions[1]!.query.after).toEqual({ made_ms: 1, id: 'b' });
    vault.questions[1]!.answer(page(['c'], 3));
    await settle();
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(rows.more).toBe(false);
  });

  it('drops older rows of a question that was narrowed meanwhile, and answers the new one', async () => {
    void rows.load();
    vault.questions[0]!.answer(page(['a'], 2));
    await settle();
    void rows.older();
    void rows.narrowTo({ text: 'x' });
    vault.questions[1]!.answer(page(['b'], 2));
    await settle();
    vault.questions[2]!.answer(page(['x']));
    await settle();
    expect(ids()).toEqual(['x']);
  });

  it('keeps what is shown when an answer does not come, and says so', async () => {
    void rows.load();
    vault.questions[0]!.answer(page(['a']));
    await settle();
    void rows.load();
    vault.questions[1]!.refuse('unexpected');
    await settle();
    expect(ids()).toEqual(['a']);
    expect(rows.trouble).toMatchObject({ code: 'unexpected' });
  });

  it('asks again for as many rows as are shown', async () => {
    void rows.load();
    vault.questions[0]!.answer(page(Array.from({ length: 80 }, (_, i) => `r${i}`), 200));
    await settle();
    void rows.load();
    expect(vault.questions[1]!.query.limit).toBe(80);
  });
});
