import { questions } from '../../catalog/questions.ts';
import { checkShape } from '../../engine/answers/check-answer.ts';
import { findProjectAbove, isProject, isThere } from '../../io/project/find-projects.ts';
import type { AnswersInput } from '../../model/answers/answers.ts';
import type { Question } from '../../model/answers/question.ts';
import type { Environment } from '../../model/command.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { parentFolder } from '../../shared/parent-folder.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';

/** What a second image has in common with the project that it lies in. */
const shared = ['project', 'registry', 'imageProxy', 'ci', 'contact'] as const;

/** The project around a new one, as an absolute path, and those of its answers that hold for both; nothing where there is none that can be read. */
export async function readAround(
  destination: string,
  environment: Environment,
): Promise<{ readonly folder: string; readonly answers: AnswersInput } | undefined> {
  const folder = findAround(destination);
  if (folder === undefined) return undefined;
  try {
    const text = (await environment.openProject(folder).read([STATE_FILE])).get(STATE_FILE)?.text ?? '';
    const found = parseStateFile(text)?.answers ?? {};
    const answers = shared.flatMap((key) => {
      const question = questions[key] as unknown as Question;
      const value = found[key];
      // A placeholder is no answer: what git tells here is one.
      return value === undefined ||
        value === '' ||
        checkShape(question, value).length > 0 ||
        question.isPlaceholder?.(value as never) === true
        ? []
        : [[key, value] as const];
    });
    return { folder, answers: Object.fromEntries(answers) };
  } catch {
    // What is wrong with it, the commands say that are run there.
    return undefined;
  }
}

/** What the default of a new project comes from the one around it, in a sentence; nothing where all is given. */
export function describeAround(name: string, around: AnswersInput, answers: AnswersInput): string | undefined {
  const taken = Object.entries(around)
    .filter(([key, value]) => key !== 'contact' && key !== 'imageProxy' && answers[key] === value)
    .map(([key, value]) => `${key} ${String(value)}`);
  return taken.length === 0
    ? undefined
    : `as in the project around it, ${name}: ${taken.join(', ')}; another one: --set KEY=VALUE`;
}

/** That the image of the project around takes the new one in, in a sentence; nothing where its Dockerfile copies no folder that this lies in. `inside`: the new one, from there. */
export async function describeTakenIn(
  folder: string,
  inside: string,
  environment: Environment,
): Promise<string | undefined> {
  const text = (await environment.openProject(folder).read(['Dockerfile'])).get('Dockerfile')?.text ?? '';
  const sources = text.split('\n').flatMap((line) => (/^COPY\s/i.test(line) ? line.split(/\s+/).slice(1, -1) : []));
  const taken = sources
    .map((each) => trimEnd(each.replace(/^\.\//, ''), '/'))
    .find((each) => each !== '' && inside.startsWith(`${each}/`));
  return taken === undefined
    ? undefined
    : `the image of the project around it takes it in: the Dockerfile there copies ${taken}/. Make it elsewhere, or add ${inside} to its .dockerignore`;
}

/** Of a folder that is still to be made, what holds for the nearest one that is there. */
function findAround(destination: string): string | undefined {
  if (isThere(destination)) return findProjectAbove(destination);
  let above = parentFolder(destination);
  while (!isThere(above) && parentFolder(above) !== above) above = parentFolder(above);
  return isProject(above) ? above : findProjectAbove(above);
}
