import { bases } from '../../catalog/bases.ts';
import { questions } from '../../catalog/questions.ts';
import { findGiven, type AnswerInputs, type AnswerSource } from '../../engine/answers/answer-inputs.ts';
import {
  resolveAnswers,
  supplyDefaults,
  supplyDetailsOnly,
  type Supply,
} from '../../engine/answers/resolve-answers.ts';
import type { AnswerKey, Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Environment, Invocation } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { Surroundings } from '../../model/answers/question.ts';
import { answersFileLimit, parseAnswersFile } from '../../parse/answers/answers-file.ts';
import { readAnswerValue } from '../../parse/answers/answer-text.ts';
import { parseSetFlags } from '../../parse/answers/set-flags.ts';

/**
 * The answers for a project in `destination` (absolute): `--set`, then the `--answers` file, then earlier answers, then a
 * person or defaults as the flags have it, `adapt` having the last word on that. Throws a UserError with everything that is wrong or missing.
 */
export async function decideAnswers(
  invocation: Invocation,
  environment: Environment,
  destination: string,
  earlier?: AnswersInput,
  adapt: (supply: Supply) => Supply = (supply) => supply,
): Promise<Answers> {
  const given = await readGiven(invocation.flags, environment);
  const known = { questions, bases: Object.values(bases), given, ...(earlier === undefined ? {} : { earlier }) };
  const surroundings = await lookAround({ ...known, surroundings: { folder: '' } }, environment, destination);
  return resolveAnswers({ ...known, surroundings }, adapt(await chooseSupply(invocation.flags, environment)));
}

/** Answers of an earlier run stand; only what is new is asked, or takes its default. */
export function keepEarlier(supply: Supply): Supply {
  return (question, context, proposal, problems) =>
    proposal.origin === 'earlier' ? proposal.value : supply(question, context, proposal, problems);
}

async function readGiven(flags: Invocation['flags'], environment: Environment): Promise<readonly AnswerSource[]> {
  const file = flags['answers'];
  const sources: AnswerSource[] = [];
  const {
    answers,
    problems: [first, ...others],
  } = parseSetFlags((flags['set'] as readonly string[] | undefined) ?? [], questions);
  if (first !== undefined) throw new UserError(first, ...others);
  sources.push({ answers, where: () => '--set' });
  if (typeof file === 'string')
    sources.push(readValues(await parseAnswersFile(file, await environment.readFile(file, answersFileLimit))));
  return sources;
}

/** The same notation in a file as at the prompt. */
function readValues(source: AnswerSource): AnswerSource {
  const answers = Object.entries(source.answers).map(([key, value]) => {
    const question = Object.hasOwn(questions, key) ? questions[key as AnswerKey] : undefined;
    return [key, question === undefined ? value : readAnswerValue(value, question.schema)] as const;
  });
  return { ...source, answers: Object.fromEntries(answers) };
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

async function chooseSupply(flags: Invocation['flags'], { terminal }: Environment): Promise<Supply> {
  if (flags['defaults'] === true) return supplyDefaults;
  if (flags['answers'] !== undefined || flags['json'] === true || terminal.asker === undefined)
    return supplyDetailsOnly;
  const { supplyFromPerson } = await import('../../engine/answers/ask-answers.ts');
  return supplyFromPerson(terminal.asker);
}
