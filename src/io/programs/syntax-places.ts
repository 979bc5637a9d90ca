import { createRequire } from 'node:module';

/** Files of the parsers, by absolute path. */
export interface SyntaxPlaces {
  readonly treeSitter: string;
  readonly treeSitterWasm: string;
  readonly python: string;
  readonly r: string;
  readonly julia: string;
  /** Trees of the programs that new projects start with; only the build makes them. */
  readonly starters?: string;
  /** Scripts of their pipelines; only the build reads them beforehand. */
  readonly scripts?: string;
  /** Folder of the verdicts on new projects; only the build gives them beforehand. */
  readonly verdicts?: string;
}

/** Where the parsers and their grammars lie. The build puts them beside the bundle, and their places there in place of these (`scripts/bundle.mjs`). */
export function syntaxPlaces(): SyntaxPlaces {
  const { resolve } = createRequire(import.meta.url);
  return {
    treeSitter: resolve('web-tree-sitter'),
    treeSitterWasm: resolve('web-tree-sitter/web-tree-sitter.wasm'),
    python: resolve('tree-sitter-python/tree-sitter-python.wasm'),
    r: resolve('@davisvaughan/tree-sitter-r/tree-sitter-r.wasm'),
    julia: resolve('@plutojl/lezer-julia'),
  };
}
