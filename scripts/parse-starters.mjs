import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadSource } from './load-source.mjs';

const parts = [
  ['bases', 'catalog/bases'],
  ['questions', 'catalog/questions'],
  ['renderFiles', 'commands/create/render-project'],
  ['resolveAnswers, supplyDefaults', 'engine/answers/resolve-answers'],
  ['openTemplates', 'io/package/templates'],
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
  const templates = program.openTemplates(join(root, 'templates'));
  const languages = new Set(['python', 'r', 'julia']);
  const syntax = await program.loadSyntax(languages);
  const found = new Map();
  for (const name of readdirSync(join(root, 'examples'))) {
    const example = { ...parse(readFileSync(join(root, 'examples', name), 'utf8')), models: [] };
    const base = program.bases[example.base];
    const variants = [{ packages: [] }];
    if (base.packageTool === 'pip') variants.push({ packages: ['pandas==3.0.6'] });
    if (base.documentPackages !== undefined) variants.push({ packages: [], documents: ['paper.qmd'] });
    for (const variant of variants) {
      const answers = await program.resolveAnswers(
        {
          questions: program.questions,
          bases: Object.values(program.bases),
          surroundings: { folder: 'project' },
          given: [{ answers: { ...example, ...variant }, where: (path) => path.join('.') }],
        },
        program.supplyDefaults,
      );
      for (const [path, { text }] of program.renderFiles(answers, base, templates, '0.0.0')) {
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
