/**
 * Runs the shared vectors, the known answers and the store contract inside a real browser and
 * posts what came out. The Python side (tests/browser) serves this page and reads the report.
 */
import { runKnownAnswers } from './known';
import { runStoreContract } from './store';
import { runSyncVectors } from './sync_vectors';
import { runCryptoVectors } from './vectors';

interface Result { name: string; ok: boolean; detail?: string }

const json = async (path: string) => (await fetch(path)).json();

async function group(name: string, run: () => Promise<Result[]>): Promise<Result[]> {
  try {
    const results = await run();
    return results.length > 0 ? results : [{ name, ok: false, detail: 'nothing was run' }];
  } catch (error) {
    return [{ name, ok: false, detail: String(error instanceof Error ? error.stack : error) }];
  }
}

async function main(): Promise<void> {
  const vectors = await json('/vectors.json');
  const known = await json('/known.json');
  const groups = {
    crypto: await group('crypto', () => runCryptoVectors(vectors)),
    known: await group('known', () => runKnownAnswers(known)),
    sync: await group('sync', () => runSyncVectors(vectors)),
    store: await group('store', () => runStoreContract(vectors)),
  };
  await fetch('/report', { method: 'POST', body: JSON.stringify(groups) });
  document.getElementById('state')!.textContent = 'done';
}

void main();
