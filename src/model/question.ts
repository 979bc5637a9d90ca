import type { AnswerKey, Answers } from './answers.ts';
import type { Base } from './base.ts';

/** What a question may know: answers so far, the chosen base, and the surroundings. Plain data. */
export interface QuestionContext {
  readonly answers: Partial<Answers>;
  /** The chosen base; the default base until one is chosen. */
  readonly base: Base;
  /** Last segment of the destination folder. */
  readonly folder: string;
  /** `user.name <user.email>` of git, when known. */
  readonly gitUser?: string;
  /** URL of the git remote `origin`, when known. */
  readonly gitRemote?: string;
}

/** One choice of a question that has choices. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** One line. */
  readonly help?: string;
}

/** One answer's question: prompt, flag, validation, JSON Schema and README row come from it. */
export interface Question<K extends AnswerKey = AnswerKey> {
  readonly key: K;
  /** Asked at the prompt. */
  readonly message: string;
  /** One line under the question; also the README's and the schema's description. */
  readonly help: string;
  /** JSON Schema of one valid value (draft 2020-12); the whole check of type, pattern and length. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Default in words, for the README's table. */
  readonly defaultText: string;
  readonly default: (context: QuestionContext) => Answers[K];
  /** Choices in context, where the value is one (or several) of a closed list. */
  readonly choices?: (context: QuestionContext) => readonly Choice[];
  /** Whether the question matters for what was answered so far. Absent: always. */
  readonly when?: (context: QuestionContext) => boolean;
  /** Checks that need context, beyond `schema`: what is wrong and what mends it, or nothing. */
  readonly validate?: (value: Answers[K], context: QuestionContext) => { readonly what: string; readonly fix: string } | undefined;
  /** Asked at the prompt only when a person wants the details. */
  readonly advanced?: boolean;
}

/** One question for every answer: a missing question does not compile. */
export type Questions = { readonly [K in AnswerKey]-?: Question<K> };
