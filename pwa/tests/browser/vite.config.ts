import { defineConfig } from 'vite';

/** The page of tests/browser: `vite build -c tests/browser/vite.config.ts --outDir …`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: { target: 'es2022', modulePreload: false, emptyOutDir: true },
});
