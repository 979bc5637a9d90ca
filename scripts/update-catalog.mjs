import { build } from 'esbuild';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// `npm run catalog:update`: maintenance/ is TypeScript that Node 20 does not run by itself, and nothing of it is published.
const root = resolve(import.meta.dirname, '..');
const outfile = join(root, 'node_modules', '.cache', 'update-catalog.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['maintenance/run-update.ts'],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
});
process.chdir(root);
await import(pathToFileURL(outfile).href);
