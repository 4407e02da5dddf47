import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const WORKER = 'sw.js';

/**
 * Writes the list of every built and every public file into the service worker, so that the whole shell is kept
 * on the device under one build id. Two builds of the same sources give the same id.
 */
export function precache(publicDir: string): Plugin {
  return {
    name: 'selfward-precache',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
      const contents = new Map<string, string | Uint8Array>();
      for (const file of Object.values(bundle)) {
        if (file !== worker && !file.fileName.endsWith('.map')) contents.set(file.fileName, file.type === 'chunk' ? file.code : file.source);
      }
      for (const name of filesUnder(publicDir)) contents.set(name, readFileSync(join(publicDir, name)));

      const names = [...contents.keys()].sort();
      const hash = createHash('sha256');
      for (const name of names) hash.update(name).update(contents.get(name)!);
      const build = hash.update(worker.code).digest('hex').slice(0, 12);
      const files = names.map((name) => (name === 'index.html' ? '/' : `/${name}`)).sort();
      worker.code = `const __PRECACHE__=${JSON.stringify({ build, files })};\n${worker.code}`;
    },
  };
}

function filesUnder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1).replaceAll('\\', '/'));
}
