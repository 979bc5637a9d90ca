import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Where the parsers and their grammars lie. The build puts them beside the bundle and puts the places there in place of these (`scripts/bundle.mjs`). */
export const syntaxPlaces = {
  treeSitter: require.resolve('web-tree-sitter'),
  treeSitterWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  python: require.resolve('tree-sitter-python/tree-sitter-python.wasm'),
  r: require.resolve('@davisvaughan/tree-sitter-r/tree-sitter-r.wasm'),
  julia: require.resolve('@plutojl/lezer-julia'),
};
