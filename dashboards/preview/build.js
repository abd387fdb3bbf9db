/** Bundles the page, and the tests of its modules, into dist/. */
import { build } from 'esbuild';

const common = /** @type {const} */ ({ bundle: true, logLevel: 'warning', outdir: 'dist', format: 'esm' });

await build({
  ...common,
  entryPoints: ['page/main.tsx'],
  platform: 'browser',
  target: 'chrome110',
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl' },
});
await build({ ...common, entryPoints: ['test/page.test.ts'], platform: 'node' });
