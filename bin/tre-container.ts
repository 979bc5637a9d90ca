#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placeOfCompiledCode } from '../src/io/package/compiled-code.ts';
import { loadCompiled } from '../src/io/package/load-compiled.ts';

/** Of `main.js`; put in when both are bundled. */
declare const PROGRAM_DIGEST: string;

const file = join(dirname(fileURLToPath(import.meta.url)), 'main.js');
const { exports, save } = loadCompiled(file, PROGRAM_DIGEST, placeOfCompiledCode(process.argv[2] ?? ''));
// inquirer takes longer to load than most runs last, so it is loaded at the first question; and here, since restored code cannot import it.
const { main, listRunParts } = exports as typeof import('./main.ts');
void main(process.argv.slice(2), async () => (await import('inquirer')).default).then((worked) =>
  worked ? save(listRunParts()) : undefined,
);
