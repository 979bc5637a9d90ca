import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { startOf, textOf } from '../../../model/programs/value.ts';
import { openedBy } from '../files/reading-calls.ts';
import { once } from '../once.ts';
import type { Found } from './judge-reached.ts';
import { findWrites } from './written-paths.ts';

/** Programs that bring files from one place to another. */
const carriers: ReadonlySet<string> = new Set([
  'cp',
  'find',
  'gsutil',
  'install',
  'ln',
  'mv',
  'rclone',
  'rsync',
  'tar',
  'tee',
  'xargs',
  'zip',
]);

/** Files that somebody wants to have, by their names. */
const result =
  /\.(?:csv|tsv|xlsx?|ods|parquet|feather|arrow|rds|rda|rdata|dta|sav|png|pdf|svg|jpe?g|tiff?|html|json|jsonl|txt|md|docx|pptx|h5|hdf5|h5ad|nii|nii\.gz|npy|npz|pkl|joblib|pt|pth|onnx|jld2?|jls|bson|bin|dat|mat|db|sqlite3?|duckdb)$/i;
const passing = /(?:^|[/_.-])(?:te?mp|cache|scratch|lock|partial?|draft|intermediate|logs?|debug)(?=[/_.-]|$)/i;

/** Results that a started program writes by a relative name to /scratch, where nothing brings them to /safe_outputs before it is emptied. */
export function findScratchResults(reached: ReachedProgram, reach: Reach | undefined): readonly Found[] {
  if (reach === undefined || reached.class !== 'started' || once(reach, 'brings back', () => bringsBack(reach)))
    return [];
  const read = once(
    reach,
    'files that are read',
    () =>
      new Set(
        reach.programs.flatMap(({ program }) => program.calls.flatMap((call) => openedBy(call, program.language))),
      ),
  );
  return findWrites(reached, reach)
    .paths.filter(
      ({ path, written }) =>
        written !== undefined &&
        !/^[/~]/.test(written) &&
        isUnder(path, '/scratch') &&
        result.test(path) &&
        !passing.test(written) &&
        !read.has(written),
    )
    .map(({ written = '', line }) => ({
      message: `writes ${written} to /scratch, where it is started: /scratch is emptied, and nothing brings it to /safe_outputs`,
      line,
      fix: 'write to /safe_outputs, /scratch is emptied',
    }));
}

/** A place that is not on /scratch, from where no result of it comes. */
const isElsewhere = (path: string): boolean => path.startsWith('/') && !isUnder(path, '/scratch');

/** Something copies, moves or links to /safe_outputs, or to a place that the files do not tell. */
function bringsBack({ programs }: Reach): boolean {
  return programs
    .filter(({ class: kind }) => kind !== 'built')
    .some(
      ({ program }) =>
        program.commands.some(
          ({ program: name, words }) =>
            carriers.has(name) &&
            words.some((word) => word.includes('/safe_outputs') || word.includes('$')) &&
            !(words.length > 2 && words.slice(1, -1).every((word) => isElsewhere(word) || word.startsWith('-'))),
        ) ||
        program.calls.some(({ callee, positional, named }) => {
          if (
            !/(?:^|[.:])(?:copy2?|copyfile|copytree|move|rename|replace|file\.copy|file\.rename|file\.symlink|symlink|make_archive|cp|mv|dir_copy|file_copy|file_move)$/.test(
              callee,
            )
          )
            return false;
          if (isElsewhere(textOf(positional[0]) ?? '')) return false;
          const values = [...positional, ...named.values()];
          return values.some(
            (value) =>
              startOf(value).startsWith('/safe_outputs') || (value.kind !== 'constant' && textOf(value) === undefined),
          );
        }),
    );
}
