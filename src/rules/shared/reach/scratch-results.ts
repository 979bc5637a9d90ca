import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { startOf, textOf } from '../../../model/programs/value.ts';
import { openedBy } from '../../../parse/programs/files/reading-calls.ts';
import { once } from '../once.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
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
  /\.(?:csv|tsv|xlsx?|ods|parquet|feather|arrow|rds|rda|rdata|dta|sav|png|pdf|svg|jpe?g|tiff?|html|json|jsonl|txt|md|docx|pptx|h5|hdf5|h5ad|nii|nii\.gz|npy|npz|pkl|joblib|pt|pth|onnx|jld2?|jls|bson|bin|dat|log|mat|db|sqlite3?|duckdb)$/i;
const passing = /(?:^|[/_.-])(?:te?mp|cache|scratch|lock|partial?|draft|intermediate|debug)(?=[/_.-]|$)/i;

/** Results that a started program writes to /scratch by a relative name, or to a home directory that is there, where nothing brings them to /safe_outputs before it is emptied. */
export function findScratchResults(reached: ReachedProgram, reach: Reach | undefined): readonly Found[] {
  if (reach === undefined || reached.class !== 'started') return [];
  const brought = once(reach, 'what is brought back', () => findBrought(reach));
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
        /^(?:[^/~]|~\/[^.])/.test(written) &&
        isUnder(path, '/scratch') &&
        (result.test(path) || path.endsWith('.*')) &&
        !passing.test(written) &&
        !read.has(written) &&
        !isBrought(brought, written, path),
    )
    .map(({ written = '', line }) => ({
      message: `writes ${written} to /scratch, where ${written.startsWith('~') ? 'HOME is' : 'it is started'}: /scratch is emptied, and nothing brings it to /safe_outputs`,
      line,
      fix: 'write it to /safe_outputs',
    }));
}

/** A place that is not on /scratch, from where no result of it comes. */
const isElsewhere = (path: string): boolean => path.startsWith('/') && !isUnder(path, '/scratch');

/** Stands for the files that lie in no folder of where it is started. */
const top = '*top*';

/** What is copied, moved or linked to /safe_outputs, or to a place that the files do not tell: files by their names, or nobody knows which. */
interface Brought {
  readonly all: 'yes' | 'top' | 'no';
  readonly names: ReadonlySet<string>;
}

function findBrought({ programs }: Reach): Brought {
  const sources = programs
    .filter(({ class: kind }) => kind !== 'built')
    .flatMap(({ program }) => [
      ...program.commands.flatMap(({ program: name, words }) => carriedBy(name, words)),
      ...program.calls.flatMap((call) => copiedBy(call, program.language)),
    ])
    // What `find -exec` hands over, find itself tells.
    .filter((source) => !isElsewhere(source) && source !== '${found}');
  const plain = sources.map((source) => trimEnd(source.replace(/^(?:\.\/|\/scratch\/)+/, ''), '/'));
  const isAll = plain.some((name) => name !== top && (!/^[\w][^*?[\]{}$`\0]*$/.test(name) || name === 'scratch'));
  return {
    all: isAll ? 'yes' : plain.includes(top) ? 'top' : 'no',
    names: new Set(plain),
  };
}

/** Of a command that brings something: what it names. Nothing known of it is an empty text, which stands for everything. */
function carriedBy(name: string, words: readonly string[]): readonly string[] {
  if (!carriers.has(name) || !words.some((word) => word.includes('/safe_outputs') || word.includes('$'))) return [];
  const named = words.slice(1).filter((word) => !word.startsWith('-'));
  if (name === 'find') return foundBy(words.slice(1));
  return /^(?:cp|mv|ln|rsync|install)$/.test(name) && named.length > 1 ? named.slice(0, -1) : [''];
}

/** Where `find` looks: in folders by their names, in the one where it is started alone, or nobody knows. */
function foundBy(words: readonly string[]): readonly string[] {
  const folders = words.slice(
    0,
    words.findIndex((word) => /^[-(!]/.test(word)),
  );
  if (folders.length === 0 || folders.some((folder) => !/^(?:\.\/)?\w[\w./ -]*$/.test(folder)))
    return [folders.join() === '.' && / -maxdepth 1 /.test(words.join(' ')) ? top : ''];
  return folders;
}

/** What copies or moves files, by language; of Python as a function, whose first argument is what is copied. */
const copying: Readonly<Record<string, RegExp | undefined>> = {
  python:
    /^(?:shutil|os|distutils\.\w+)\.(?:copy2?|copy_(?:file|tree)|copyfile|copytree|move|rename|renames|replace|link|symlink|make_archive)$/,
  r: /^(?:\w+::)?(?:file\.(?:copy|rename|symlink|link)|(?:file|dir)_(?:copy|move)|zip|tar)$/,
  julia: /^(?:Base\.)?(?:cp|mv|symlink)$/,
};

/** Of a path's own method (`Path("a.csv").rename("/safe_outputs/a.csv")`) the receiver is moved; a text's `replace` has two arguments. */
function copiedBy({ callee, positional, named, receiver }: Call, language: string): readonly string[] {
  const isMethod = language === 'python' && /\.(?:rename|replace|copy|copy_into|move|move_into)$/.test(callee);
  const isCopying = copying[language]?.test(callee) === true;
  if (!isCopying && !(isMethod && positional.length === 1 && !callee.startsWith('copy.'))) return [];
  const values = [...positional, ...named.values()];
  const isBringing = values.some(
    (value) => startOf(value).startsWith('/safe_outputs') || (value.kind !== 'constant' && textOf(value) === undefined),
  );
  if (!isBringing) return [];
  // The name of an archive comes first.
  if (/(?:make_archive|zip|tar)$/.test(callee)) return [''];
  return [textOf(isCopying ? positional[0] : receiver) ?? ''];
}

function isBrought({ all, names }: Brought, written: string, path: string): boolean {
  // Documents that are rendered lie in folders of the project, which no link leads away from.
  const isAll = all === 'yes' || (all === 'top' && !(written.endsWith('.*') && written.includes('/')));
  return isAll || [...names].some((name) => written === name || `${path}/`.includes(`/${name}/`));
}
