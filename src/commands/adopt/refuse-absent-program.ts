import { nearestWord } from '../../shared/nearest-word.ts';
import { UserError } from '../../model/errors.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** A path that is not there is a slip of the pen: the container would start nothing. */
export function refuseAbsentProgram(program: string, { files }: SurveyedFolder['listing']): void {
  const paths = files.map(({ path }) => path);
  const absent = program
    .split(/\s+/)
    .filter((word) => /^[\w./-]+\.(?:py|ipynb|R|r|[Rq]md|jl|sh)$/.test(word) && !/^[-/]/.test(word))
    .find((word) => !paths.includes(word.replace(/^\.\//, '')));
  if (absent === undefined) return;
  const near = nearestWord(absent, paths);
  throw new UserError({
    where: 'program',
    what: `there is no ${absent} in this repository`,
    fix: `name a program that is there${near === undefined ? '' : `, such as ${near}`}; tre-container adopt --survey lists them`,
  });
}
