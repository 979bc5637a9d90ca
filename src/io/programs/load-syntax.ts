import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as TreeSitter from 'web-tree-sitter';
import type { Syntax, SyntaxTree } from '../../model/programs/syntax.ts';
import { convertTree } from './convert-tree.ts';
import { parseJulia, type LezerParser } from './parse-julia.ts';
import { syntaxPlaces } from './syntax-places.ts';

type Grammar = 'python' | 'r';

/** Above what people write by hand; what is larger was made by a program or holds data. In UTF-16 units. */
const longest = { python: 1_000_000, r: 1_000_000, julia: 256_000 };

let loaded: Promise<Syntax> | undefined;

/** Loads the parsers, once a process. They are needed only where a program has to be read: other commands never call this. */
export async function loadSyntax(): Promise<Syntax> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Syntax> {
  const require = createRequire(import.meta.url);
  const places = syntaxPlaces();
  const { Parser, Language } = require(places.treeSitter) as typeof TreeSitter;
  const [wasmBinary, python, r] = await Promise.all(
    [places.treeSitterWasm, places.python, places.r].map(async (place) => readFile(place)),
  );
  await Parser.init({ wasmBinary });
  const languages = { python: await Language.load(python as Uint8Array), r: await Language.load(r as Uint8Array) };
  const parsers = new Map<Grammar, TreeSitter.Parser>();
  const parserOf = (grammar: Grammar): TreeSitter.Parser => {
    const parser = parsers.get(grammar) ?? new Parser();
    if (!parsers.has(grammar)) parser.setLanguage(languages[grammar]);
    parsers.set(grammar, parser);
    return parser;
  };
  return {
    parse(language, text) {
      if (text.length > longest[language])
        return { unread: `it has more than ${String(longest[language])} characters` };
      if (language === 'julia')
        return parseJulia((require(places.julia) as { readonly parser: LezerParser }).parser, text);
      return parse(parserOf(language), text);
    },
  };
}

/** How often the parser may report progress, which it does after a fixed amount of work: some hundred times what a large file takes. */
const mostReports = 100_000;

function parse(parser: TreeSitter.Parser, text: string): SyntaxTree | { readonly unread: string } {
  let reports = 0;
  const tree = parser.parse(text, null, { progressCallback: () => (reports += 1) > mostReports });
  if (tree === null) {
    parser.reset();
    return { unread: 'it takes too much work to parse' };
  }
  try {
    return convertTree(tree);
  } finally {
    // Its memory is the WebAssembly's own, which no garbage collector sees.
    tree.delete();
  }
}
