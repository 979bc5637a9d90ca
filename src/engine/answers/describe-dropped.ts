import { type AnswerKey, answerKeys, type Answers, type AnswersInput } from '../../model/answers/answers.ts';
import type { Question, Questions } from '../../model/answers/question.ts';
import type { Base } from '../../model/render/base.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { contextOf, listQuestions } from './answer-inputs.ts';

interface Change {
  readonly earlier: AnswersInput;
  readonly answers: Answers;
  readonly old: Base;
  readonly next: Base;
  /** What stood for the answer of the old base where nobody gave one. */
  readonly defaultOf: (key: AnswerKey) => unknown;
  /** The same for the new base. */
  readonly defaultNow: (key: AnswerKey) => unknown;
  /** Whether a question is asked anew for another base. */
  readonly isOfBase: (key: AnswerKey) => boolean;
  /** A value as a person types it. */
  readonly print: (value: unknown) => string;
}

/**
 * What a person had answered and a change of base takes away, a line each, said before anything is written; nothing without such a change. It looks at every answer, so that
 * none goes unsaid.
 */
export function describeDropped(
  earlier: AnswersInput | undefined,
  answers: Answers,
  { bases, questions }: { readonly bases: readonly Base[]; readonly questions: Questions },
  print: Change['print'],
): readonly string[] {
  const old = bases.find(({ name }) => name === earlier?.['base']);
  const next = bases.find(({ name }) => name === answers.base);
  if (earlier === undefined || old === undefined || next === undefined || old === next) return [];
  const inputs = { questions, bases, surroundings: { folder: '' }, given: [] };
  const [before, now] = [earlier, answers].map((each) => contextOf(inputs, each));
  const find = (key: AnswerKey): Question | undefined => listQuestions(questions).find((each) => each.key === key);
  const change = {
    earlier,
    answers,
    old,
    next,
    defaultOf: (key: AnswerKey): unknown => before && find(key)?.default(before),
    defaultNow: (key: AnswerKey): unknown => now && find(key)?.default(now),
    isOfBase: (key: AnswerKey): boolean => find(key)?.ofBase === true,
    print,
  };
  const lines = answerKeys.flatMap((key) => describeKey(key, change));
  const isElsewhere =
    old.packageFile !== next.packageFile && describeKey('packages', { ...change, next: old }).length > 0;
  return lines.length === 0 && !isElsewhere
    ? []
    : [
        ...lines,
        `once it is written, tre-container upgrade --undo takes this whole change back, as long as nothing else was written since; setting the base ${old.name} again would bring its defaults, and not what you answered for it`,
      ];
}

function describeKey(key: AnswerKey, change: Change): readonly string[] {
  const { earlier, answers, defaultOf, defaultNow, isOfBase, print } = change;
  const before = earlier[key];
  if (key === 'base' || before === undefined) return [];
  const isSame = print(before) === print(answers[key]);
  if (Array.isArray(before))
    return isSame || (key !== 'packages' && print(before) === print(defaultOf(key)))
      ? []
      : describeList(key, before, change);
  if (isDefault(key, print(before), print(defaultOf(key)))) return [];
  const isLost = isSame && isOfBase(key) && print(answers[key]) === print(defaultNow(key));
  if (isLost)
    return [
      `${key}: ${print(before)} was set for ${change.old.name}, and is what ${answers.base} has by itself: a base that has another default will not keep it`,
    ];
  if (isSame) return [];
  const now = answers[key] === undefined || answers[key] === '' ? 'none' : print(answers[key]);
  return [`${key}: ${print(before)} was set for ${change.old.name}; now it is ${now}`];
}

function describeList(
  key: AnswerKey,
  before: readonly unknown[],
  { answers, old, next, print }: Change,
): readonly string[] {
  const now = answers[key];
  const kept = new Set(Array.isArray(now) ? (now as readonly unknown[]).map((entry) => print([entry])) : []);
  const ofOld = new Set<string>(key === 'packages' ? old.packages : []);
  const gone = before.map((entry) => print([entry])).filter((entry) => !kept.has(entry) && !ofOld.has(entry));
  if (gone.length === 0) return [];
  const list = gone.join(', ');
  // Of packages that another tool installs, what the new list has of them decides: that is told with the files.
  if (key === 'packages' && old.packageFile !== next.packageFile) return [];
  if (key === 'packages') {
    const all = [...gone, ...answers.packages].join(',');
    return [
      `packages that are left out, since the list that was given stands for the whole: ${list}; to keep all: --set ${shellWord(`packages=${all}`)}`,
    ];
  }
  if (key === 'documents') return [`documents that the container no longer renders: ${list}`];
  if (key === 'models' && kept.size === 0)
    return [
      `models that are left out, since ${answers.base} has no loader for them, and with them the files that loaded them, where nobody edited those: ${list}; a program opens a model by its path below /safe_data`,
    ];
  return [
    `${key} that the base ${answers.base} cannot take over from ${old.name}, and that are left out: ${list}; name what stands for them with --set ${key}=...`,
  ];
}

/** Whether nobody chose an answer: of an image the digest does not count, which \`pin\` writes. */
function isDefault(key: AnswerKey, before: string, ofBase: string): boolean {
  return key === 'image' ? before.split('@')[0] === ofBase.split('@')[0] : before === ofBase;
}
