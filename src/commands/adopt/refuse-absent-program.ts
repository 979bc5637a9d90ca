import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { editDistance } from '../../shared/edit-distance.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** A path that is not there, and a command that nobody has, are slips of the pen: the container would start nothing, or stop half-way. */
export function refuseAbsentProgram(program: string, surveyed: Pick<SurveyedFolder, 'listing' | 'facts'>): void {
  const problem = findSlip(program, surveyed);
  if (problem !== undefined) throw new UserError(problem);
}

/** The first slip in the words that start something; nothing where there is none. */
export function findSlip(
  program: string,
  { listing, facts }: Pick<SurveyedFolder, 'listing' | 'facts'>,
): Problem | undefined {
  const paths = listing.files.map(({ path }) => path);
  const commands = facts.consoleScripts.map(({ name }) => name);
  return findAbsent(program, paths) ?? findMisspelt(program, paths, commands);
}

function findAbsent(program: string, paths: readonly string[]): Problem | undefined {
  // Behind a change of folder, any folder that has it may be the one.
  const moves = /(?:^|[\s;|&])cd\s/.test(program);
  const isThere = (name: string): boolean =>
    paths.includes(name) || (moves && paths.some((path) => path.endsWith(`/${name}`)));
  const absent = program
    .split(/[\s;|&]+/)
    .filter((word) => /^[\w./-]+\.(?:py|ipynb|R|r|[Rq]md|jl|sh)$/.test(word) && !/^[-/]/.test(word))
    .find((word) => !isThere(word.replace(/^\.\//, '')));
  if (absent === undefined) return undefined;
  const near = nearestWord(absent, paths);
  return {
    where: 'program',
    what: `there is no ${absent} in this repository`,
    fix: `name a program that is there${near === undefined ? '' : `, such as ${near}`}; tre-container adopt --survey lists them`,
  };
}

/** What programs of repositories are started with. */
const starters: readonly string[] = [
  ...new Set([
    ...Object.values(surveyKnowledge.languages).flatMap(({ start: [first = ''] }) => first),
    ...Object.values(surveyKnowledge.bases).map(({ interpreter }) => interpreter),
    ...'bash sh make quarto snakemake nextflow jupyter streamlit torchrun accelerate pytest'.split(' '),
  ]),
].filter((word) => word.length > 4);

/** A word that starts one of the commands, and is a letter away from what usually does. */
function findMisspelt(program: string, paths: readonly string[], commands: readonly string[]): Problem | undefined {
  const first = program.split(/&&|\|\||[;|\n]/).flatMap((part) => part.trim().split(/\s+/)[0] ?? []);
  const known = new Set([...starters, ...commands]);
  for (const word of first) {
    if (known.has(word) || !/^[A-Za-z][\w-]{3,30}$/.test(word) || paths.includes(word)) continue;
    const near = [...known].find(
      (each) => each.length > 3 && editDistance(word.toLowerCase(), each.toLowerCase()) <= 1,
    );
    // `python2` and the like are commands of their own.
    if (near !== undefined && withoutVersion(word) !== withoutVersion(near))
      return {
        where: 'program',
        what: `no command is called ${word}, as far as anybody knows here`,
        fix: `did you mean ${near}? A command of the repository's own is named by its path`,
      };
  }
  return undefined;
}

function withoutVersion(word: string): string {
  return word.replaceAll(/\d/g, '');
}
