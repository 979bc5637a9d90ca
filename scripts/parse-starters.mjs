import { loadSource } from './load-source.mjs';
import { readExamples, renderExample, renderParts } from './render-examples.mjs';

const parts = [
  ...renderParts,
  ['keepProgram', 'io/programs/keep-program'],
  ['restoreTree, writeKeptTrees', 'io/programs/kept-trees'],
  ['keyOf, shapeOf', 'io/programs/program-shape'],
  ['loadSyntax', 'io/programs/load-syntax'],
  ['knownImages', 'catalog/images'],
  ['parseProject', 'parse/project/project'],
];

const commit = '0123456789abcdef0123456789abcdef01234567';

/** Lists of packages with which a starter is another program, by the tool. */
const startersOf = { pip: [[], ['pandas==3.0.6']] };

/** Lists with which a project installs by another program: each kind of entry, which then may be of any name and number. */
const installersOf = {
  'install2.r': [
    ...subsetsOf(['glue', 'survival@3.8-3', `tidyverse/rlang@${commit}`, 'bioc::DESeq2']),
    ['renv.lock'],
    ['renv.lock', 'glue'],
  ],
  Pkg: [...subsetsOf(['CSV', 'DataFrames@1.7.0', `JuliaStats/Survival.jl@${commit}`]), ['Manifest.toml']],
};

const model = { id: 'my-org/risk-score', revision: commit, target: 'image' };

/**
 * Parses the programs that a new project starts with, by the parsers that read them in a project: of each base, with and without models, with
 * every kind of package, and as a document.
 * @param {string} root of the package
 * @returns {Promise<string>} the file that `src/io/programs/kept-trees.ts` reads
 */
export async function parseStarters(root) {
  const program = await loadSource(root, parts);
  const languages = new Set(['python', 'r', 'julia']);
  const syntax = rememberTrees(await program.loadSyntax(languages, { ofOne: 500_000, ofAll: Infinity }));
  const found = new Map();
  for (const [name, example] of readExamples(root)) {
    for (const variant of variantsOf(example, program.bases[example.base])) {
      const tree = await renderExample(program, root, { ...example, ...variant }, '0.0.0');
      for (const { language, text } of await listPrograms(program, syntax, tree)) {
        const shapes = program.shapeOf(text);
        const alike = found.get(JSON.stringify([language, program.keyOf(shapes)])) ?? [];
        if (alike.some((kept) => program.restoreTree(JSON.parse(kept.tree), text, shapes) !== undefined)) continue;
        const parse = (/** @type {string} */ other) => {
          const parsed = syntax.parse(language, other);
          if ('unread' in parsed || parsed.broken !== undefined)
            throw new Error(`a program of ${name} cannot be parsed`);
          return parsed;
        };
        const kept = program.keepProgram(language, text, parse);
        found.set(JSON.stringify([language, kept.shapes]), [...alike, kept]);
      }
    }
  }
  return program.writeKeptTrees([...found.values()].flat());
}

function variantsOf(example, base) {
  const models = base.language.loaderFile === '' ? [[]] : [[], example.models ?? [], [model]];
  const documents = base.documentPackages === undefined ? [[]] : [[], ['paper.qmd']];
  const own = example.packages ?? [];
  return [
    ...models.flatMap((each) =>
      documents.flatMap((some) =>
        [own, ...(startersOf[base.packageTool] ?? [])].map((list) => ({
          models: each,
          documents: some,
          packages: list,
        })),
      ),
    ),
    ...(installersOf[base.packageTool] ?? []).map((list) => ({ models: [], documents: [], packages: list })),
  ];
}

/** The same programs come up again with each list of packages, and while it is found out what of one is free: each is parsed once. */
function rememberTrees(syntax) {
  const trees = new Map();
  return {
    parse(language, text) {
      const key = `${language} ${text}`;
      if (!trees.has(key)) trees.set(key, syntax.parse(language, text));
      return trees.get(key);
    },
  };
}

/** The programs that a check of a project parses: of its files, and of the commands in its Dockerfile. */
async function listPrograms({ bases, knownImages, parseProject }, syntax, tree) {
  const found = [];
  const noting = {
    isReady: () => true,
    parse(language, text) {
      found.push({ language, text });
      return syntax.parse(language, text);
    },
  };
  const files = [...tree]
    .map(([path, { text, executable }]) => ({ path, size: text.length, executable, text }))
    .filter(({ path }) => !/ya?ml$/.test(path)); // which hold no program, and take the most time
  await parseProject(files, { bases: Object.values(bases), images: knownImages, loadSyntax: () => noting });
  return found;
}

/**
 * @param {readonly string[]} all
 * @returns {string[][]}
 */
function subsetsOf(all) {
  return all.reduce((sets, each) => [...sets, ...sets.map((set) => [...set, each])], [/** @type {string[]} */ ([])]);
}
