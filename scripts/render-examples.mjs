import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What of the program renders a new project, for `loadSource`. */
export const renderParts = [
  ['bases', 'catalog/bases'],
  ['questions', 'catalog/questions'],
  ['renderFiles', 'commands/create/render-project'],
  ['readAnswerValues', 'commands/project/read-answer-values'],
  ['resolveAnswers, supplyDefaults', 'engine/answers/resolve-answers'],
  ['openTemplates', 'io/package/templates'],
];

/** The answers of each example, by the name of its file. */
export function readExamples(root) {
  return readdirSync(join(root, 'examples')).map((name) => [
    name,
    parse(readFileSync(join(root, 'examples', name), 'utf8')),
  ]);
}

/** The files of a new project with these answers, as `create` renders them. `program`: the parts above, loaded. */
export async function renderExample(program, root, example, version) {
  const answers = await answerExample(program, example);
  return program.renderFiles(
    answers,
    program.bases[answers.base],
    program.openTemplates(join(root, 'templates')),
    version,
  );
}

/** All answers of an example, as `create` takes them with its defaults. */
export function answerExample(program, example) {
  return program.resolveAnswers(
    {
      questions: program.questions,
      bases: Object.values(program.bases),
      surroundings: { folder: 'project' },
      given: [{ answers: program.readAnswerValues(example), where: (path) => path.join('.') }],
    },
    program.supplyDefaults,
  );
}
