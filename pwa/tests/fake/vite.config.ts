import { join, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { icons } from '../../build/icons.ts';
import { ICONS } from '../../src/ui/icons.ts';

const root = resolve(import.meta.dirname, '../..');

/** Puts the in-page vault of this folder where the app would start its worker. */
function fakeVault(): Plugin {
  return {
    name: 'fake-vault',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/start-vault') ? join(import.meta.dirname, 'start-vault.ts') : undefined),
  };
}

/** The app with an invented journal, for pictures: `npx vite -c tests/fake/vite.config.ts`, then /?as=open. */
export default defineConfig({
  root,
  plugins: [fakeVault(), svelte({ configFile: join(root, 'svelte.config.js') }), icons(ICONS)],
  build: { outDir: join(root, '../var/pictures'), emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: false },
  server: { port: 5199 },
});
