import { readAround } from './read-around.ts';
import { bases } from '../../catalog/bases.ts';
import { questions } from '../../catalog/questions.ts';
import { findGiven, type AnswerInputs, type AnswerSource } from '../../engine/answers/answer-inputs.ts';
import {
  resolveAnswers,
  supplyDefaults,
  supplyDetailsOnly,
  type Supply,
  findRecordedProblems,
} from '../../engine/answers/resolve-answers.ts';
import type { Asker } from '../../model/ports.ts';
import type { AnswerKey, Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { Surroundings } from '../../model/answers/question.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { answersFileLimit, parseAnswersFile } from '../../parse/answers/answers-file.ts';
import { parseSetFlags } from '../../parse/answers/set-flags.ts';
import type { CreateInvocation } from './create-definition.ts';
import { readAnswerValues } from '../project/read-answer-values.ts';

/** The flags that say where answers come from; other commands than create have them too. */
type AnswerFlags = Pick<CreateInvocation['flags'], 'answers' | 'set' | 'defaults' | 'json'>;
/** What a project's record says of an earlier run; `adopted`: of a folder that adopt wrote. */
type Earlier = Pick<ProjectState, 'answers' | 'adopted'>;
type Asking = { readonly flags: AnswerFlags };

/**
 * The answers for a project in `destination` (absolute): `--set`, then the `--answers` file, then earlier answers, then a
 * person or defaults as the flags have it, `adapt` having the last word on that. Throws a UserError with everything that is wrong or missing.
 */
export async function decideAnswers(
  invocation: Asking,
  environment: Environment,
  destination: string,
  earlier?: Earlier,
  adapt: (supply: Supply) => Supply = (supply) => supply,
): Promise<Answers> {
  const inputs = await gatherInputs(invocation, environment, destination, earlier);
  const { asker } = environment.terminal;
  const supply = chooseSupply(invocation.flags, asker);
  if (supply !== undefined || asker === undefined) return resolveAnswers(inputs, adapt(supply ?? supplyDetailsOnly));
  const { askInTurn } = await import('../../engine/answers/ask-answers.ts');
  return askInTurn(inputs, asker, adapt);
}

/** The project whose answer is asked again. */
interface Revised {
  readonly invocation: Asking;
  readonly environment: Environment;
  readonly project: { readonly root: string };
  readonly past: { readonly state?: Earlier | undefined };
}

/** The answers with one of them asked again. Answers that do not go together with the new one are asked too, or take their default. */
export async function reviseAnswer(
  { invocation, environment, project, past }: Revised,
  {
    answers,
    key,
    asker,
    adapt,
  }: {
    readonly answers: Answers;
    readonly key: AnswerKey;
    readonly asker: Asker;
    readonly adapt: (supply: Supply) => Supply;
  },
): Promise<Answers> {
  const { adopted } = past.state ?? {};
  const earlier = { answers: answers as unknown as AnswersInput, ...(adopted === undefined ? {} : { adopted }) };
  const inputs = await gatherInputs(invocation, environment, project.root, earlier);
  const { askAgain } = await import('../../engine/answers/ask-answers.ts');
  return askAgain(inputs, asker, { answers, key, adapt });
}

async function gatherInputs(
  invocation: Asking,
  environment: Environment,
  destination: string,
  state: Earlier | undefined,
): Promise<AnswerInputs> {
  const earlier = state?.answers;
  const given = await readGiven(invocation.flags, environment);
  const known = {
    questions,
    bases: Object.values(bases),
    ...given,
    ...(earlier === undefined ? {} : { earlier }),
    ...(state?.adopted === undefined ? {} : { adopted: true as const }),
  };
  const [first, ...others] = findRecordedProblems(known, '.yo-rc.json');
  if (first !== undefined) throw new UserError(first, ...others);
  const surroundings = await lookAround({ ...known, surroundings: { folder: '' } }, environment, destination);
  const around = earlier === undefined ? await readAround(destination, environment) : undefined;
  return { ...known, surroundings: { ...surroundings, ...(around === undefined ? {} : { around: around.answers }) } };
}

/** Answers of an earlier run stand; only what is new is asked, or takes its default. */
export function keepEarlier(supply: Supply): Supply {
  return (question, context, proposal, problems) =>
    proposal.origin === 'earlier' ? proposal.value : supply(question, context, proposal, problems);
}

/** Where answers are given for a project that is there, the others stand; asked is only what nobody answered and everybody must. */
export function changeGiven(supply: Supply): Supply {
  return (question, context, proposal, problems) =>
    proposal.origin === 'earlier' || (question.asked?.(context) ?? 'always') !== 'always'
      ? proposal.value
      : supply(question, context, proposal, problems);
}

async function readGiven(
  flags: AnswerFlags,
  environment: Environment,
): Promise<{ readonly given: readonly AnswerSource[]; readonly problems: readonly Problem[] }> {
  const file = flags['answers'];
  const { answers, problems } = parseSetFlags(flags['set'] ?? [], questions);
  const set: AnswerSource = { answers, where: () => '--set' };
  if (file === undefined) return { given: [set], problems };
  const read = await parseAnswersFile(file, await environment.readFile(file, answersFileLimit));
  return {
    given: [set, { ...read, answers: readAnswerValues(read.answers) }],
    problems: [...problems, ...read.problems],
  };
}

/** Git is asked only when a default comes from it: a process costs more than everything else. */
async function lookAround(inputs: AnswerInputs, environment: Environment, destination: string): Promise<Surroundings> {
  const folder = destination.split(/[\\/]/).findLast((part) => part !== '') ?? '';
  if (findGiven(inputs, 'registry') !== undefined && findGiven(inputs, 'contact') !== undefined) return { folder };
  const { user, remote } = await environment.git(destination);
  return {
    folder,
    ...(user === undefined ? {} : { gitUser: user }),
    ...(remote === undefined ? {} : { gitRemote: remote }),
  };
}

/** Nothing where a person is asked. */
function chooseSupply(flags: AnswerFlags, asker: Asker | undefined): Supply | undefined {
  if (flags['defaults'] === true) return supplyDefaults;
  return flags['answers'] !== undefined || flags['json'] === true || asker === undefined
    ? supplyDetailsOnly
    : undefined;
}
