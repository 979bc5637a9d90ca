import { join } from 'node:path';
import { loadSource } from './load-source.mjs';
import { answerExample, readExamples, renderParts } from './render-examples.mjs';

const parts = [
  ...renderParts,
  ['judgeRendered', 'commands/check/judge-rendered'],
  ['formOf, freeValuesOf, keepVerdicts, standInsFor', 'engine/check/project-form'],
  ['filesToJudge', 'commands/create/render-project'],
  ['hashText', 'io/project/hash-text'],
];

/** Where a project may be kept, with a registry of each form that it has there. */
const places = [
  { ci: 'github', host: 'ghcr.io', owner: 'owner' },
  { ci: 'gitlab', host: 'git.ecdf.ed.ac.uk', owner: 'group/project' },
];

/**
 * The projects on which verdicts are given when this version is built: each example, on GitHub and on GitLab, with and without its packages,
 * models and documents, and with stand-ins for what is free.
 * @param {ReturnType<typeof readExamples>} examples
 * @param {(values: { owner: string }) => Record<string, string>} standInsFor
 */
export function listForms(examples, standInsFor) {
  return examples.flatMap(([, example]) =>
    variantsOf(example).flatMap((variant) =>
      places.flatMap(({ ci, host, owner }) => {
        const { owner: standIn, project, ...values } = standInsFor({ owner });
        return ['', 'nsh-'].map((haven) => ({
          ...variant,
          ...values,
          project: haven + project,
          registry: `${host}/${standIn}`,
          ci,
        }));
      }),
    ),
  );
}

/** An example whole, and without each of its lists. */
function variantsOf(example) {
  const lists = ['packages', 'models', 'documents'].filter((key) => (example[key] ?? []).length > 0);
  return lists.reduce((sets, key) => [...sets, ...sets.map((set) => ({ ...set, [key]: [] }))], [example]);
}

/**
 * Judges forms of new projects by every rule, as `create` does.
 * @param {string} root of the package
 * @param {string} version of the package, which stands in the files
 * @returns {Promise<ReadonlyMap<string, string>>} by base, the file that `src/io/programs/kept-verdicts.ts` reads
 */
export async function judgeForms(root, version) {
  const program = await loadSource(root, parts);
  const templates = program.openTemplates(join(root, 'templates'));
  const said = new Map();
  for (const given of listForms(readExamples(root), program.standInsFor)) {
    const answers = await answerExample(program, given);
    const tree = program.renderFiles(answers, program.bases[answers.base], templates, version);
    const files = program.filesToJudge(tree, answers, version);
    const form = program.hashText(program.formOf(files, program.freeValuesOf(answers)));
    const ofBase = said.get(answers.base) ?? new Map();
    said.set(answers.base, ofBase);
    if (!ofBase.has(form)) ofBase.set(form, await program.judgeRendered(files, ''));
  }
  return new Map([...said].map(([base, ofBase]) => [base, JSON.stringify(program.keepVerdicts(ofBase))]));
}
