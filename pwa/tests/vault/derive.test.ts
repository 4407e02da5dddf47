import { describe, expect, test, vi } from 'vitest';
import { FormatError } from '../../src/crypto/errors';
import { workerDeriver, type Derivation, type DerivationMessage } from '../../src/vault/derive';

const REQUEST: Derivation = { passphrase: 'six words', login: '', salt: new Uint8Array(16), kdf: 1 };

/** A worker that answers when the test says so. */
class FakeWorker extends EventTarget {
  readonly postMessage = vi.fn();
  readonly terminate = vi.fn();

  answer(data: DerivationMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function started(): { workers: FakeWorker[]; parts: number[]; deriver: ReturnType<typeof workerDeriver> } {
  const workers: FakeWorker[] = [];
  const parts: number[] = [];
  const deriver = workerDeriver(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  }, (part) => parts.push(part));
  return { workers, parts, deriver };
}

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('a derivation', () => {
  test('has a worker of its own, ended with the answer', async () => {
    const { workers, deriver } = started();
    const [one, two] = [deriver.derive(REQUEST), deriver.derive(REQUEST)];
    await turn();
    expect(workers).toHaveLength(1);
    workers[0]!.answer({ seed: new Uint8Array(32).fill(1) });
    expect(await one).toEqual(new Uint8Array(32).fill(1));
    expect(workers[0]!.terminate).toHaveBeenCalledOnce();
    await turn();
    workers[1]!.answer({ seed: new Uint8Array(32).fill(2) });
    expect(await two).toEqual(new Uint8Array(32).fill(2));
  });

  test('tells how far it is', async () => {
    const { workers, parts, deriver } = started();
    void deriver.derive(REQUEST);
    await turn();
    workers[0]!.answer({ part: 0.25 });
    expect(parts).toEqual([0.25]);
  });

  test('that is cancelled ends its worker and says so', async () => {
    const { workers, deriver } = started();
    const seed = deriver.derive(REQUEST);
    await turn();
    deriver.cancel();
    await expect(seed).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0]!.terminate).toHaveBeenCalledOnce();
    deriver.cancel();
  });

  test('of what cannot be a passphrase fails as such', async () => {
    const { workers, deriver } = started();
    const seed = deriver.derive(REQUEST);
    await turn();
    workers[0]!.answer({ failed: 'passphrase_length' });
    await expect(seed).rejects.toBeInstanceOf(FormatError);
  });

  test('whose worker cannot start fails, and the next one can succeed', async () => {
    const { workers, deriver } = started();
    const seed = deriver.derive(REQUEST);
    await turn();
    workers[0]!.dispatchEvent(new Event('error'));
    await expect(seed).rejects.toMatchObject({ code: 'unexpected' });
    const next = deriver.derive(REQUEST);
    await turn();
    workers[1]!.answer({ seed: new Uint8Array(32) });
    expect(await next).toHaveLength(32);
  });
});
