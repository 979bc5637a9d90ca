import type { AnswerKey, Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { Question, QuestionContext } from '../../model/answers/question.ts';
import { baseOfImage } from './describe-image.ts';
import { contextOf, findGiven, listQuestions, type AnswerInputs, type AnswerSource } from './answer-inputs.ts';
import { describe, describeMissing, describeUnknown } from './describe-problems.ts';
import { checkAnswer, checkInContext, checkShape } from './check-answer.ts';
import type { Mismatch } from '../../shared/match-schema.ts';
import { nearestWord } from '../../shared/nearest-word.ts';

/** What holds for a question that nobody answered in this run. */
export interface Proposal {
  readonly value: unknown;
  /** `new base`: the default, since the earlier answer belonged to another base. */
  readonly origin: 'earlier' | 'default' | 'new base';
}

/**
 * Where an answer comes from when it was not given: a value or the promise of one, or nothing when there is none.
 * `problems` is what is wrong with the given ones so far, so that a person is not asked in vain.
 */
export type Supply = (
  question: Question,
  context: QuestionContext,
  proposal: Proposal,
  problems: readonly Problem[],
) => unknown;

/** Takes the earlier answer or the default of every question. */
export const supplyDefaults: Supply = (_question, _context, proposal) => proposal.value;

/** Takes earlier answers, and defaults only of questions that not everybody must answer, or that were answered for another base. */
export const supplyDetailsOnly: Supply = (question, context, proposal) =>
  proposal.origin !== 'default' || (question.asked?.(context) ?? 'always') !== 'always' ? proposal.value : undefined;

/**
 * Makes the answers of a project: what was given, checked; the rest from `supply`.
 * Throws a UserError with everything that is wrong or missing, naming key, place, value and fix.
 */
export async function resolveAnswers(inputs: AnswerInputs, supply: Supply): Promise<Answers> {
  const problems: KeyedProblem[] = [...(inputs.problems ?? []), ...findStaticProblems(inputs)];
  const faulty = new Set<string>(problems.flatMap(({ key }) => key ?? []));
  const answers: Record<string, unknown> = {};
  const missing: AnswerKey[] = [];
  const meant = keysMeant(inputs);
  for (const question of listQuestions(inputs.questions)) {
    const context = contextOf(inputs, answers);
    const given = findGiven(inputs, question.key);
    if (given !== undefined) {
      if (faulty.has(question.key)) {
        addContext(problems, question, given, faulty.has('base') ? undefined : context);
        continue;
      }
      const found = faulty.has('base') ? undefined : checkInContext(question, given.value, context);
      if (found !== undefined) {
        problems.push(...[found, ...(found.others ?? [])].map((each) => describe(question.key, given.source, each)));
        // What a default would have to fit is not known then.
        faulty.add(question.key);
      }
      answers[question.key] = complete(question, given.value, context);
    } else if ((question.when?.(context) ?? true) === true) {
      const proposal = propose(inputs, question, context);
      const value = await supply(question, context, proposal, problems);
      // Of a base that is none nobody knows what else it asks for.
      if (
        value === undefined &&
        !meant.has(question.key) &&
        !(faulty.has('base') && inputs.earlier?.[question.key] !== undefined)
      )
        missing.push(question.key);
      else if (value === undefined) continue;
      // What stands in a project's record stays as it is there.
      else answers[question.key] = value === proposal.value ? value : complete(question, value, context);
      // A default may not fit what was answered before it, as no system packages where a package needs one.
      const found = value === undefined || faulty.size > 0 ? undefined : question.validate?.(value as never, context);
      if (found !== undefined) problems.push({ where: `the answer ${question.key}`, what: found.what, fix: found.fix });
    }
  }
  const [first, ...others] = [...problems, ...describeMissing(missing)];
  if (first !== undefined) throw new UserError(first, ...others);
  return answers as unknown as Answers;
}

/** Keys that were meant by words that are none: they are told as such, and are not missing too. */
function keysMeant({ given, questions }: AnswerInputs): ReadonlySet<string> {
  const known = Object.keys(questions);
  const strange = given.flatMap((source) => [...findStrange(source, known)]);
  return new Set(strange.flatMap((key) => nearestWord(key, known) ?? []));
}

/**
 * What the form of an answer does not tell: that it has no meaning here, which comes before its form, since whoever corrects that is refused again; and what else is wrong with
 * the entries of a list.
 */
function addContext(
  problems: KeyedProblem[],
  question: Question,
  given: { readonly value: unknown; readonly source: AnswerSource },
  context: QuestionContext | undefined,
): void {
  if (context === undefined) return;
  if ((question.when?.(context) ?? true) === true) {
    addEntries(problems, question, given, context);
    return;
  }
  const found = checkInContext(question, given.value, context);
  const at = problems.findIndex(({ key }) => key === question.key);
  if (found !== undefined && at >= 0)
    problems[at] = { key: question.key, ...describe(question.key, given.source, found) };
}

function addEntries(
  problems: KeyedProblem[],
  question: Question,
  { value, source }: { readonly value: unknown; readonly source: AnswerSource },
  context: QuestionContext,
): void {
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) return;
  const found = checkInContext(question, value, context);
  const told = new Set(problems.map(({ what }) => what.split(': ', 1)[0]));
  for (const each of found === undefined ? [] : [found, ...(found.others ?? [])]) {
    const problem = describe(question.key, source, each);
    if (!told.has(problem.what.split(': ', 1)[0])) problems.push({ key: question.key, ...problem });
  }
}

function complete(question: Question, value: unknown, context: QuestionContext): unknown {
  return question.complete?.(value as never, context) ?? value;
}

type KeyedProblem = Problem & { readonly key?: string };

/** Unknown keys, and values of the wrong type or form: all that can be said before the base is known. */
function findStaticProblems(inputs: AnswerInputs): KeyedProblem[] {
  const known = Object.keys(inputs.questions);
  return inputs.given.flatMap((source) => {
    const strange = findStrange(source, known);
    return Object.keys(source.answers).flatMap((key) => {
      if (!known.includes(key)) return strange.has(key) ? [describeUnknown(key, source, known)] : [];
      const question = inputs.questions[key as AnswerKey] as unknown as Question;
      return checkShape(question, source.answers[key]).map((found) => ({
        key,
        ...describe(question.key, source, found),
      }));
    });
  });
}

/** Unknown keys of one source that are told; a file that is something else may have thousands. */
const mostStrange = 20;

function findStrange({ answers }: AnswerSource, known: readonly string[]): ReadonlySet<string> {
  return new Set(
    Object.keys(answers)
      .filter((key) => !known.includes(key))
      .slice(0, mostStrange),
  );
}

/** What somebody wrote into a project's record by hand and that is no answer: the default must not stand for it without a word. What is given anew does not count. */
export function findRecordedProblems(inputs: Omit<AnswerInputs, 'surroundings'>, where: string): readonly Problem[] {
  const known = Object.keys(inputs.questions);
  const source: AnswerSource = { answers: inputs.earlier ?? {}, where: () => where };
  const strange = findStrange(source, known);
  const sound = withoutMisshapen(inputs);
  const problems = Object.entries(inputs.earlier ?? {}).flatMap(([key, value]): readonly Problem[] => {
    if (inputs.given.some(({ answers }) => Object.hasOwn(answers, key))) return [];
    // What an older version asked is no mistake of anybody's.
    if (!known.includes(key))
      return strange.has(key) && nearestWord(key, known) !== undefined ? [describeUnknown(key, source, known)] : [];
    const question = inputs.questions[key as AnswerKey] as unknown as Question;
    const another = `correct it there, or give another: --set ${key}=...`;
    const shape = checkShape(question, value);
    // What goes with a base that is none nobody knows.
    const isAlone = shape.length > 0 || sound['base'] === undefined;
    const unfit = isAlone ? undefined : findUnfit({ ...inputs, earlier: sound }, question, value);
    const fix = (found: Mismatch): string => [found.fix ?? [], another].flat().join('; ');
    return [...shape, unfit ?? []].flat().map((found) => describe(question.key, source, { ...found, fix: fix(found) }));
  });
  const cause = problems.length === 0 ? undefined : findChangedBase(inputs, where);
  return cause === undefined ? problems : [cause];
}

/** The recorded answers that have their form: only these can be held beside others. */
function withoutMisshapen({ earlier = {}, questions }: Pick<AnswerInputs, 'earlier' | 'questions'>): AnswersInput {
  return Object.fromEntries(
    Object.entries(earlier).filter(
      ([key, value]) =>
        !Object.hasOwn(questions, key) ||
        checkShape(questions[key as AnswerKey] as unknown as Question, value).length === 0,
    ),
  );
}

/** That somebody wrote another base into the record, where the answers beside it are those of the former one: whoever corrects them one by one has no end. */
function findChangedBase({ earlier, bases }: Omit<AnswerInputs, 'surroundings'>, where: string): Problem | undefined {
  const { base, image } = (earlier ?? {}) as Partial<Answers>;
  // A record may hold anything there; that it is no text is said of the answer itself.
  const former = typeof image === 'string' ? baseOfImage(image, bases)?.name : undefined;
  if (former === undefined || former === base || !bases.some(({ name }) => name === base)) return undefined;
  return {
    where,
    what: `base is ${String(base)}, and the image and other answers beside it are those of ${former}`,
    fix: `write "base": "${former}" there again; to change it: tre-container upgrade --set base=${String(base)}`,
  };
}

/** What keeps a recorded answer from standing beside the others of its record, and beside them with those that are given; nothing after a change of base. */
function findUnfit(
  inputs: Omit<AnswerInputs, 'surroundings'>,
  question: Question,
  value: unknown,
): Mismatch | undefined {
  const recorded = (inputs.earlier ?? {}) as Partial<Answers>;
  const given = Object.fromEntries(inputs.given.toReversed().flatMap(({ answers }) => Object.entries(answers)));
  const all: Partial<Answers> = { ...recorded, ...given };
  if (all.base !== recorded.base) return undefined;
  const [before, now] = [recorded, all].map((answers) => {
    const context = contextOf({ ...inputs, surroundings: { folder: '' } }, answers);
    return (question.when?.(context) ?? true) === true ? checkInContext(question, value, context) : undefined;
  });
  return before === undefined ? undefined : now;
}

/** The earlier answer if it is still valid for what is answered now, else the default. */
function propose(inputs: AnswerInputs, question: Question, context: QuestionContext): Proposal {
  const value = inputs.earlier?.[question.key];
  const isOld = value !== undefined && isOutlived(inputs, question, value, context);
  if (value !== undefined && !isOld && checkAnswer(question, value, context) === undefined)
    return { value, origin: 'earlier' };
  return { value: question.default(context), origin: isOld ? 'new base' : 'default' };
}

/** After a change of base: an answer that belongs to the old one, or that was its default. */
function isOutlived(inputs: AnswerInputs, question: Question, value: unknown, context: QuestionContext): boolean {
  const old = inputs.bases.find((base) => base.name === inputs.earlier?.['base']);
  if (old === undefined || old === context.base || question.key === 'base') return false;
  const isDefaultOf = (base: Base): boolean =>
    JSON.stringify(value) === JSON.stringify(question.default({ ...context, base }));
  if (isDefaultOf(old)) return !isDefaultOf(context.base);
  return question.ofBase === true && question.outlives?.(old, context.base) !== true;
}
