import { loadSource } from './load-source.mjs';
import { readExamples, renderExample, renderParts } from './render-examples.mjs';

const parts = [
  ...renderParts,
  ['keepProgram', 'io/programs/keep-program'],
  ['restoreTree, writeKeptTrees', 'io/programs/kept-trees'],
  ['keyOf, shapeOf', 'io/programs/program-shape'],
  ['loadSyntax', 'io/programs/load-syntax'],
  ['isProgram, programTexts', 'parse/programs/program-texts'],
];

const commit = '0123456789abcdef0123456789abcdef01234567';

/** Lists of packages that make other programs of a starter or of what installs, by the tool. A list may be longer, and of other names. */
const lists = {
  pip: [[], ['pandas==3.0.6'], ['torch==2.9.1']],
  'install2.r': [
    ...subsetsOf(['glue', 'survival@3.8-3', `tidyverse/rlang@${commit}`, 'bioc::DESeq2']),
    ['renv.lock'],
    ['renv.lock', 'glue'],
  ],
  Pkg: [...subsetsOf(['CSV', 'DataFrames@1.7.0', `JuliaStats/Survival.jl@${commit}`]), ['Manifest.toml']],
  conda: [[]],
  mamba: [[]],
};

const model = { id: 'my-org/risk-score', revision: commit, target: 'models/risk-score' };

/**
 * Parses the programs that a new project starts with, by the parsers that read them in a project: of each base, with and without models, with
 * every kind of package, and as a document.
 * @param {string} root of the package
 * @returns {Promise<string>} the file that `src/io/programs/kept-trees.ts` reads
 */
export async function parseStarters(root) {
  const program = await loadSource(root, parts);
  const languages = new Set(['python', 'r', 'julia']);
  const syntax = await program.loadSyntax(languages, { ofOne: 500_000, ofAll: Infinity });
  const found = new Map();
  for (const [name, example] of readExamples(root)) {
    for (const variant of variantsOf(example, program.bases[example.base])) {
      for (const [path, { text }] of await renderExample(program, root, { ...example, ...variant }, '0.0.0')) {
        for (const { language, text: code } of program.isProgram(path, text) ? program.programTexts(path, text) : []) {
          if (!languages.has(language)) continue;
          const shapes = program.shapeOf(code);
          const alike = found.get(JSON.stringify([language, program.keyOf(shapes)])) ?? [];
          if (alike.some(({ tree }) => program.restoreTree(JSON.parse(tree), code, shapes) !== undefined)) continue;
          const parse = (/** @type {string} */ other) => {
            const tree = syntax.parse(language, other);
            if ('unread' in tree || tree.broken !== undefined) throw new Error(`${path} of ${name} cannot be parsed`);
            return tree;
          };
          const kept = program.keepProgram(language, code, parse);
          found.set(JSON.stringify([language, kept.shapes]), [...alike, kept]);
        }
      }
    }
  }
  return program.writeKeptTrees([...found.values()].flat());
}

function variantsOf(example, base) {
  const models = base.language.loaderFile === '' ? [[]] : [[], example.models ?? [], [model]];
  const documents = base.documentPackages === undefined ? [[]] : [[], ['paper.qmd']];
  const packages = [example.packages ?? [], ...lists[base.packageTool]];
  return models.flatMap((each) =>
    documents.flatMap((some) => packages.map((list) => ({ models: each, documents: some, packages: list }))),
  );
}

/**
 * @param {readonly string[]} all
 * @returns {string[][]}
 */
function subsetsOf(all) {
  return all.reduce((sets, each) => [...sets, ...sets.map((set) => [...set, each])], [/** @type {string[]} */ ([])]);
}
