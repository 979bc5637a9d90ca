import type { AnswersInput } from '../../model/answers/answers.ts';
import type { FoundAnswer, SeenFiles } from '../../model/answers/migration.ts';

/** Files that a person runs or that run others. */
const program = /\.(?:py|ipynb|r|rmd|qmd|jl|sh|bash)$/i;

/** The answers that a project's files give. What could not be seen counts as found: what a program may need stays. */
export function answerFromFiles(wanted: readonly FoundAnswer[], { files, all }: SeenFiles): AnswersInput {
  const isThere = ({ file, says = '', besides = [] }: FoundAnswer): boolean => {
    const pattern = new RegExp(says);
    if (file !== undefined) return files.some(({ path }) => path === file);
    const programs = files.filter(({ path }) => program.test(path) && !besides.includes(path));
    return programs.some(({ text }) => text === undefined || pattern.test(text));
  };
  return Object.fromEntries(wanted.map((found) => [found.answer, isThere(found) || !all]));
}
