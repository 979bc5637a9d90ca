import type { AnswersInput } from '../src/model/answers/answers.ts';

/** The answers of each example, by the name of its file. `root`: of the package. */
export function readExamples(root: string): readonly (readonly [name: string, answers: AnswersInput])[];
