#!/usr/bin/env node
import nodeModule from 'node:module';

// Node keeps compiled code for the next run from 22.1 on; before the program is loaded, so that it is included.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();
const { main } = nodeModule.createRequire(import.meta.url)('./main.js') as typeof import('./main.ts');
void main(process.argv.slice(2));
