import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { icons } from './build/icons.ts';
import { precache } from './build/precache.ts';
import { ICONS } from './src/ui/icons.ts';

export default defineConfig({
  plugins: [svelte(), icons(ICONS), precache(join(import.meta.dirname, 'public'))],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { main: 'index.html', sw: 'src/sw/sw.ts' },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { port: 5173, proxy: { '/v1': 'http://127.0.0.1:8000' } },
  // A busy machine is slow, not wrong.
  test: { include: ['tests/**/*.test.ts'], environment: 'node', testTimeout: 30_000, setupFiles: ['tests/every-word.ts'] },
} as Parameters<typeof defineConfig>[0]);
