import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import type * as TreeSitter from 'web-tree-sitter';
import type { Syntax, SyntaxLanguage, SyntaxTree } from '../../model/programs/syntax.ts';
import { noteRunPart } from '../package/run-parts.ts';
import { convertTree, type NodeCount } from './convert-tree.ts';
import { readKeptTrees, type KeptTrees } from './kept-trees.ts';
import { hasEndlessRawStrings } from './raw-strings.ts';
import { parseJulia, type LezerParser } from './parse-julia.ts';
import { syntaxPlaces, type SyntaxPlaces } from './syntax-places.ts';

/** Above what people write by hand; what is larger was made by a program or holds data. In UTF-16 units. */
const longest = { python: 1_000_000, r: 1_000_000, julia: 256_000 };

let runtime: Promise<typeof TreeSitter> | undefined;
let starters: KeptTrees | undefined;
/** Nothing of a tree that has more nodes than are left. */
type Parse = (text: string, count: NodeCount) => SyntaxTree | { readonly unread: string } | undefined;

const parsers = new Map<SyntaxLanguage, Parse>();

/** Nodes of one program, and of all programs of a target: ten times the most of a hundred repositories, some 10 MB of what people write, which takes 150 MB of memory. */
const mostNodes = { ofOne: 500_000, ofAll: 1_000_000 };

/**
 * Loads the parsers of some languages, each once a process. They are needed only where a program has to be read: other commands never call
 * this, and a project of Python never loads R.
 */
export async function loadSyntax(languages: ReadonlySet<SyntaxLanguage>, limits = mostNodes): Promise<Syntax> {
  const missing = [...languages].filter((language) => !parsers.has(language));
  for (const language of missing) {
    parsers.set(language, await loadParser(language));
    noteRunPart(language);
  }
  let [spent, nodes] = [0, 0];
  return {
    isReady: (language, text) => languages.has(language) || findKept(language, text) !== undefined,
    parse(language, text) {
      const kept = findKept(language, text);
      if (kept !== undefined) return kept;
      if (text.length > longest[language])
        return { unread: `it has more than ${String(longest[language])} characters` };
      if (language === 'r' && hasEndlessRawStrings(text))
        return { unread: 'its raw strings take too much work to parse' };
      if (spent > mostOfAll) return { unread: 'the programs before it took a minute of the processor to parse' };
      if (nodes >= limits.ofAll) return { unread: `the programs before it have more than ${partsOf(limits.ofAll)}` };
      const parser = parsers.get(language);
      if (parser === undefined) return { unread: 'its parser was not loaded' };
      // To ask for the processor's time takes as long as to parse a short text.
      const timeNow = text.length > shortest ? processorTime : () => performance.now();
      const began = timeNow();
      const count = { left: limits.ofOne };
      const tree = parser(text, count);
      spent += timeNow() - began;
      nodes += limits.ofOne - Math.max(0, count.left);
      return tree ?? { unread: `it has more than ${partsOf(limits.ofOne)}` };
    },
  };
}

const partsOf = (count: number): string => `${String(count)} names, texts, calls and other parts`;

/** The last program that was looked for: whether it is ready is asked before it is parsed. */
let last:
  | { readonly language: SyntaxLanguage; readonly text: string; readonly tree: SyntaxTree | undefined }
  | undefined;

/** The tree of a program that new projects start with, where the build kept it. */
function findKept(language: SyntaxLanguage, text: string): SyntaxTree | undefined {
  if (last?.text === text && last.language === language) return last.tree;
  starters ??= readStarters();
  last = { language, text, tree: starters(language, text) };
  return last.tree;
}

function readStarters(): KeptTrees {
  const { starters: file } = syntaxPlaces();
  return file === undefined ? () => undefined : readKeptTrees(file);
}

async function loadParser(language: SyntaxLanguage): Promise<Parse> {
  const places = syntaxPlaces();
  const require = createRequire(import.meta.url);
  if (language === 'julia') {
    const { parser } = require(places.julia) as { readonly parser: LezerParser };
    return (text, count) => parseJulia(parser, text, count);
  }
  const parser = await optimiseLate(async () => {
    runtime ??= loadRuntime(require, places);
    const { Parser, Language } = await runtime;
    const made = new Parser();
    made.setLanguage(await Language.load(readFileSync(places[language])));
    return made;
  });
  return (text, count) => parse(parser, text, count);
}

async function loadRuntime(require: NodeJS.Require, places: SyntaxPlaces): Promise<typeof TreeSitter> {
  const library = require(places.treeSitter) as typeof TreeSitter;
  const binding = { wasmBinary: readFileSync(places.treeSitterWasm) };
  await library.Parser.init(binding);
  hastenNumbers(binding);
  return library;
}

/** The flag of V8 for how many bytes a part of the WebAssembly runs before it is compiled a second time, and well: as Node 20 has it, and as later ones do. */
const budgets = { early: '--wasm-tiering-budget=1800000', late: '--wasm-tiering-budget=13000000' };

/**
 * Loads WebAssembly so that V8 takes its time to compile it well. In Node 20 two lines of Python are enough: the parser's largest function is then
 * compiled beside the work, for a third of all that such a check takes, and the process cannot end before. Afterwards the flag is as it was, since V8
 * takes no kept code (load-compiled.ts) that was made with other flags.
 */
async function optimiseLate<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  if (!/^1[01]\./.test(process.versions.v8)) return load();
  v8.setFlagsFromString(budgets.late);
  try {
    return await load();
  } finally {
    v8.setFlagsFromString(budgets.early);
  }
}

/** What `init` makes of its options: the memory of the WebAssembly as numbers of 32 bits, and how the library reads and writes one. */
type Binding = { HEAP32: Int32Array } & Record<
  'getValue' | 'setValue',
  (address: number, ...more: unknown[]) => unknown
>;

/** Each step through a tree hands four numbers over and takes them back, by functions that know eight types: nearly all are of this one. */
function hastenNumbers(options: object): void {
  const binding = options as Binding;
  const { getValue, setValue } = binding;
  binding.getValue = (address, type) => (type === 'i32' ? binding.HEAP32[address >> 2] : getValue(address, type));
  binding.setValue = (address, value, type) => {
    if (type === 'i32') binding.HEAP32[address >> 2] = value as number;
    else setValue(address, value, type);
  };
}

/** How often the parser may report progress, which it does after a fixed amount of work: some hundred times what a large file takes. */
const mostReports = 100_000;

/** To ask for the processor's time at every report took an eighth of all that parsing takes: it is asked again after so many milliseconds. */
const betweenLooks = 10;

/** UTF-16 units of a text that is parsed in some milliseconds, of whatever clock. */
const shortest = 4000;

/** Milliseconds of the processor, of this whole process. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * The last resort, behind limits that say the same on every machine: milliseconds of the processor for a text, forty times what people's texts take,
 * and for all of a target. After a fault a parser goes through many readings at once, so that the steps which it reports are not the same work.
 */
const mostOfOne = (length: number): number => 2000 + length / 15;
const mostOfAll = 60_000;

/** UTF-16 units that the parser takes of a text at a time. */
const piece = 5120;

/**
 * How often it may come for a piece: one to three times for each where people wrote the text, thousands of times where every line makes it look
 * ahead to the end, as quotes without an end do.
 */
const mostPieces = (length: number): number => 2000 + (20 * length) / piece;

function parse(parser: TreeSitter.Parser, text: string, count: NodeCount): ReturnType<Parse> {
  const most = mostPieces(text.length);
  let began: number | undefined;
  let [reports, pieces, isLate, looked] = [0, 0, false, performance.now()];
  const isTooMuch = (): boolean => reports > mostReports || pieces > most || isLate;
  const read = (at: number): string => {
    pieces += 1;
    return isTooMuch() ? '' : text.slice(at);
  };
  const progressCallback = (): boolean => {
    reports += 1;
    const now = performance.now();
    if (now - looked < betweenLooks) return isTooMuch();
    looked = now;
    const time = processorTime();
    began ??= time;
    isLate ||= time - began > mostOfOne(text.length);
    return isTooMuch();
  };
  const tree = parser.parse(read, null, { progressCallback });
  if (tree === null) parser.reset();
  try {
    if (isLate)
      return {
        unread: `it takes more than ${String(Math.round(mostOfOne(text.length) / 1000))} seconds of the processor to parse`,
      };
    return tree === null || isTooMuch() ? { unread: 'it takes too much work to parse' } : convertTree(tree, count);
  } finally {
    // Its memory is the WebAssembly's own, which no garbage collector sees.
    tree?.delete();
  }
}
