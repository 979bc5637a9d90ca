import { loadSource } from './load-source.mjs';
import { readExamples, renderExample, renderParts } from './render-examples.mjs';

const parts = [
  ...renderParts,
  ['keepTree, writeKeptTrees', 'io/programs/kept-trees'],
  ['loadSyntax', 'io/programs/load-syntax'],
  ['isProgram, programTexts', 'parse/programs/program-texts'],
];

/**
 * Parses the programs that a new project starts with, by the parsers that read them in a project: of each example, with and without pandas, and as a document. Where
 * models are named in a program, it is another one for everybody, and is not among them.
 * @param {string} root of the package
 * @returns {Promise<string>} the file that `src/io/programs/kept-trees.ts` reads
 */
export async function parseStarters(root) {
  const program = await loadSource(root, parts);
  const languages = new Set(['python', 'r', 'julia']);
  const syntax = await program.loadSyntax(languages);
  const found = new Map();
  for (const [name, whole] of readExamples(root)) {
    const example = { ...whole, models: [] };
    const base = program.bases[example.base];
    const variants = [{ packages: [] }];
    if (base.packageTool === 'pip') variants.push({ packages: ['pandas==3.0.6'] });
    if (base.documentPackages !== undefined) variants.push({ packages: [], documents: ['paper.qmd'] });
    for (const variant of variants) {
      for (const [path, { text }] of await renderExample(program, root, { ...example, ...variant }, '0.0.0')) {
        for (const { language, text: code } of program.isProgram(path, text) ? program.programTexts(path, text) : []) {
          if (!languages.has(language)) continue;
          const tree = syntax.parse(language, code);
          if ('unread' in tree || tree.broken !== undefined) throw new Error(`${path} of ${name} cannot be parsed`);
          found.set(JSON.stringify([language, code]), { language, text: code, tree: program.keepTree(tree) });
        }
      }
    }
  }
  return program.writeKeptTrees([...found.values()]);
}
