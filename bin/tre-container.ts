#!/usr/bin/env node
import nodeModule from 'node:module';

// Where Node has it (22.1 and later) compiled code is kept between runs; it must be on before anything else is loaded.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
