import { bases } from '../../catalog/bases.ts';
import { questions } from '../../catalog/questions.ts';
import type { AnswerSource } from '../../engine/answers/answer-inputs.ts';
import { resolveAnswers, supplyDefaults } from '../../engine/answers/resolve-answers.ts';
import { isDecidedByRepository } from '../../engine/answers/refuse-adopted.ts';
import type { Memory } from '../../engine/answers/turns.ts';
import { answerKeys, type Answers, type AnswersInput } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { Asker } from '../../model/ports.ts';
import { answersFileLimit, parseAnswersFile } from '../../parse/answers/answers-file.ts';
import { parseSetFlags } from '../../parse/answers/set-flags.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import type { AdoptInvocation } from './adopt-definition.ts';

/** What only `adopt` asks; everything else is an answer of every project. */
const own = ['program', 'mode'] as const;
type OwnKey = (typeof own)[number];

/** What a person gave for this run, apart: the answers of every project, and what only adopt asks. */
export interface GivenAnswers {
  readonly sources: readonly AnswerSource[];
  readonly own: Partial<Readonly<Record<OwnKey, string>>>;
}

/** Reads `--set` and `--answers`. Throws a UserError with everything that is wrong in them. */
export async function readGivenAnswers(
  { flags }: Pick<AdoptInvocation, 'flags'>,
  environment: Environment,
): Promise<GivenAnswers> {
  const set = parseSetFlags(flags['set'] ?? [], questions);
  const file = flags['answers'];
  const sources: AnswerSource[] = [{ answers: set.answers, where: () => '--set' }];
  const problems: Problem[] = [...set.problems];
  if (file !== undefined) {
    const read = await parseAnswersFile(file, await environment.readFile(file, answersFileLimit));
    sources.push(read);
    problems.push(...read.problems);
  }
  const found: Partial<Record<OwnKey, string>> = {};
  const plain = sources.map(({ answers, where }) => {
    const rest: Record<string, unknown> = { ...answers };
    for (const key of own) {
      if (!Object.hasOwn(rest, key)) continue;
      const value = rest[key];
      delete rest[key];
      if (typeof value !== 'string' || value.trim() === '' || /\p{Cc}/u.test(value))
        problems.push({
          where: where([key]),
          what: `${key} is no text of one line`,
          fix: `write ${key} as a path, or as words of a command`,
        });
      else found[key] ??= value;
    }
    if (found.mode !== undefined && !/^(?:batch|interactive)$/.test(found.mode))
      problems.push({
        where: where(['mode']),
        what: `mode is ${JSON.stringify(found.mode)}`,
        fix: 'write batch or interactive',
      });
    return { answers: rest, where };
  });
  problems.push(...plain.flatMap(findUnknownKeys));
  const [first, ...others] = problems;
  if (first !== undefined) throw new UserError(first, ...others);
  return { sources: plain, own: found };
}

/** Keys that are no answers here. What a repository decides is an answer of other projects alone, and is refused in words of its own. */
function findUnknownKeys({ answers, where }: AnswerSource): readonly Problem[] {
  const known = [...own, ...answerKeys.filter((key) => !isDecidedByRepository(key))];
  return Object.keys(answers)
    .filter((key) => !Object.hasOwn(questions, key))
    .slice(0, 20)
    .map((key) => {
      const near = nearestWord(key, known);
      return {
        where: where([key]),
        what: `there is no answer called ${JSON.stringify(key)}`,
        fix: near === undefined ? `the answers are ${known.join(', ')}` : `did you mean ${near}?`,
      };
    });
}

/** Name of a second container of a repository: its pipeline and its image lie beside those of the first. */
export function nameSecond(root: string, into: string): string {
  return questions.name.correct(`${lastFolder(root).slice(0, 30)}-${into.slice('tre-'.length).slice(0, 19)}`);
}

/** Whose pipelines a repository has already; where it has both or none, its remote and the registry decide. */
export function pipelinesThere(files: readonly { readonly path: string }[]): Partial<Pick<Answers, 'ci'>> {
  const isGitLab = files.some(({ path }) => path === '.gitlab-ci.yml');
  const isGitHub = files.some(({ path }) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  return isGitLab === isGitHub ? {} : { ci: isGitLab ? 'gitlab' : 'github' };
}

function lastFolder(root: string): string {
  return root.split(/[\\/]/).findLast((part) => part !== '') ?? '';
}

/** The runtimes of the base, without the one of the GPU cluster where no GPU is asked for: nothing of a repository calls for its files. */
function proposeRuntimes(sources: readonly AnswerSource[], proposed: AnswersInput): AnswersInput {
  const given = sources.map(({ answers }) => answers).find((answers) => Object.hasOwn(answers, 'gpu')) ?? proposed;
  const base = Object.values(bases).find(({ name }) => name === proposed['base']);
  if (base === undefined || (given['gpu'] ?? base.gpu) === true) return {};
  return { runtimes: base.runtimes.filter((runtime) => runtime !== 'kubernetes') };
}

/**
 * Answers of the project in the folder: what was given, then `proposed` (an earlier run's first), then defaults. Asked is only what nothing in a
 * repository can tell, which a placeholder would stand for.
 */
export async function completeAnswers(
  sources: readonly AnswerSource[],
  proposed: AnswersInput,
  root: string,
  environment: Environment,
  person?: { readonly asker: Asker; readonly memory: Memory },
): Promise<Answers> {
  const { user, remote } = await environment.git(root);
  const surroundings = {
    folder: lastFolder(root),
    ...(user === undefined ? {} : { gitUser: user }),
    ...(remote === undefined ? {} : { gitRemote: remote }),
  };
  const earlier = { ...proposeRuntimes(sources, proposed), ...proposed };
  const inputs = {
    questions,
    bases: Object.values(bases),
    surroundings,
    given: sources,
    earlier,
    adopted: true as const,
  };
  if (person === undefined) return resolveAnswers(inputs, supplyDefaults);
  const { supplyUnknown } = await import('../../engine/answers/ask-answers.ts');
  return resolveAnswers(inputs, supplyUnknown(person.asker, person.memory));
}
