import type { CompiledTemplate } from '../../model/ports.ts';

/**
 * Compiled templates by their path. Empty here, where each is compiled when it is rendered; `scripts/bundle.mjs` puts in place of this
 * file one with all of them, since compiling took a tenth of a whole run (see `bench/`).
 */
export const shippedTemplates: ReadonlyMap<string, CompiledTemplate> = new Map();
