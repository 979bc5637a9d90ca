#!/usr/bin/env node
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCompiled } from './load-compiled.ts';

const [command = ''] = process.argv.slice(2);
const file = join(dirname(fileURLToPath(import.meta.url)), 'main.js');
const cacheFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'generator-tre-container', 'compiled');
// Each command runs other parts of the code, so each has its own cache.
const cacheFile = process.env['NODE_DISABLE_COMPILE_CACHE'] === undefined ? join(cacheFolder, `${/^(?:check|pin|rehearse|upgrade)$/.test(command) ? command : 'create'}.bin`) : undefined;

const { exports, save } = loadCompiled(file, cacheFile);
// inquirer takes longer to load than most runs last, so it is loaded at the first question; and here, since only modules can be imported from
// here (see loadCompiled).
void (exports as typeof import('./main.ts')).main(process.argv.slice(2), async () => (await import('inquirer')).default).then(save);
