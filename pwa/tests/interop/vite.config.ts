import { defineConfig } from 'vite';

/** Programs for tests/interop: `vite build -c tests/interop/vite.config.ts --ssr FILE --outDir DIR`. */
export default defineConfig({
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: { target: 'node20', emptyOutDir: true, rollupOptions: { output: { entryFileNames: '[name].mjs' } } },
});
