/** The shared vectors of sync/ in a browser: the same operations that vitest runs. */

import { isSame, outcome, type VectorFile } from '../sync/operations';

/** What came of one vector. */
export interface VectorResult {
  name: string;
  ok: boolean;
  detail?: string;
}

/** Runs every file whose path begins with `sync/`; paths are those below tests/vectors. */
export async function runSyncVectors(filesByPath: Record<string, VectorFile>): Promise<VectorResult[]> {
  const results: VectorResult[] = [];
  for (const [path, file] of Object.entries(filesByPath)) {
    if (!path.startsWith('sync/')) continue;
    for (const one of file.cases) results.push(await run(`${path}: ${one.comment}`, file.layer, one));
  }
  return results;
}

async function run(name: string, layer: string, one: VectorFile['cases'][number]): Promise<VectorResult> {
  try {
    const got = await outcome(layer, one.input);
    return isSame(got, one.expect) ? { name, ok: true } : { name, ok: false, detail: JSON.stringify(got) };
  } catch (error) {
    return { name, ok: false, detail: String(error) };
  }
}
