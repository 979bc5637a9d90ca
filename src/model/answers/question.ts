import type { AnswerKey, Answers, AnswersInput } from './answers.ts';
import type { Base } from '../render/base.ts';

/** What is known about the place of a project before anything is answered. Plain data. */
export interface Surroundings {
  /** Last segment of the destination folder. */
  readonly folder: string;
  /** `user.name <user.email>` of git, when known. */
  readonly gitUser?: string;
  /** URL of the git remote `origin`, when known. */
  readonly gitRemote?: string;
  /** Answers of the project that the new one lies in and that hold for both; each is a valid answer to its question. */
  readonly around?: AnswersInput;
}

/** What a question may know: answers so far, the bases, the chosen one, and the surroundings. Plain data. */
export interface QuestionContext extends Surroundings {
  readonly answers: Partial<Answers>;
  readonly bases: readonly Base[];
  /** The chosen base; the default base until one is chosen. */
  readonly base: Base;
  /** In a folder that adopt wrote: its base stands, and what would call for another is done otherwise. */
  readonly adopted?: true;
}

/** What is wrong with a value in its context, and what fixes it. */
export interface Unfit {
  readonly what: string;
  readonly fix: string;
  /** What fixes it where one answer is asked for at a time. */
  readonly atPrompt?: string;
  /** Of a list: which of its entries. */
  readonly entry?: number;
  /** What else is wrong with it. */
  readonly others?: readonly Unfit[];
}

/** One choice of a question that has choices. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** One line. */
  readonly help?: string;
}

/**
 * Who must answer. `always`: a person is asked; where nobody is, and `--defaults` is not given, a missing answer is an error.
 * `details`: asked only of a person who wants the details; otherwise the default holds. `never`: the default holds.
 */
export type Asked = 'always' | 'details' | 'never';

/** One answer's question: prompt, flag, validation, JSON Schema and README row come from it. */
export interface Question<K extends AnswerKey = AnswerKey> {
  readonly key: K;
  /** Asked at the prompt. */
  readonly message: string;
  /** One line under the question; also the README's and the schema's description. */
  readonly help: string;
  /**
   * JSON Schema of one valid value (draft 2020-12); the whole check of type, pattern and length. `description` says the
   * rule in words and `examples` shows one, for messages. The format `image-reference` is checked by the engine.
   */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Default in words, for the README's table. */
  readonly defaultText: string;
  readonly default: (context: QuestionContext) => Answers[K];
  /** A value that stands for an answer which nobody gave: it is not offered to a person. */
  readonly isPlaceholder?: (value: NonNullable<Answers[K]>) => boolean;
  /** Choices in context, where the value is one (or several) of a list. */
  readonly choices?: (context: QuestionContext) => readonly Choice[];
  /** The choices are only proposals: a person may type another value. */
  readonly choicesAreOpen?: true;
  /** Whether the answer can exist for what was answered so far, or why not. Absent: always. */
  readonly when?: (context: QuestionContext) => true | string;
  /** What to do where the answer cannot exist, if there is more than to leave it out. */
  readonly instead?: (context: QuestionContext) => string;
  /** Checks that need context, beyond `schema`: what is wrong and what fixes it, or nothing. */
  readonly validate?: (value: NonNullable<Answers[K]>, context: QuestionContext) => Unfit | undefined;
  /** What a person surely meant by a text that the schema refuses: offered in the message when the schema takes it. */
  readonly correct?: (text: string) => string;
  /** The value with what the catalogue knows of it, where a person may leave that out. */
  readonly complete?: (value: NonNullable<Answers[K]>, context: QuestionContext) => NonNullable<Answers[K]>;
  /** Absent: `always`. */
  readonly asked?: (context: QuestionContext) => Asked;
  /** The answer belongs to its base: an earlier one does not outlive a change of base, but where `outlives` says so. */
  readonly ofBase?: true;
  /** Whether an earlier answer still holds after a change from one base to another, which it belongs to. */
  readonly outlives?: (old: Base, next: Base) => boolean;
}

/** One question for every answer, in the order in which they are asked: a missing question does not compile. */
export type Questions = { readonly [K in AnswerKey]-?: Question<K> };
