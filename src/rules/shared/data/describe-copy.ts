import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { acceptDataFile } from './data-files.ts';
import { patternsOf } from './data-patterns.ts';

/** Files that a finding names one by one. */
const mostNamed = 5;

/** One finding for a COPY, whatever it brings: how many, which, and what leaves them out, and nothing else. `paths`: the data among what is copied. */
export function describeCopy(
  { keyword, words, line }: Instruction,
  paths: readonly string[],
  { context: { copied, root, ignoreFile = '.dockerignore' } }: Pick<DockerfileFacts, 'context'>,
  home = '',
): Pick<Finding, 'message' | 'fix'> {
  const [first = ''] = paths;
  const data = new Set(paths);
  const others = copied.filter(({ path }) => !data.has(path)).map(({ path }) => path);
  const more = paths.length > mostNamed ? ` and ${String(paths.length - mostNamed)} more` : '';
  const named = paths.slice(0, mostNamed).join(', ');
  const what =
    paths.length === 1
      ? `the data file ${first}`
      : `${String(paths.length)} data files into the image: ${named}${more}`;
  const pattern = paths.length === 1 ? first : leavesOut(paths, others);
  const here = copied.filter(({ instruction }) => instruction.line === line).map(({ path }) => path);
  // A source of which nothing is left ends the build.
  const emptied = words
    .slice(0, -1)
    .map(({ value }) => value)
    .filter((value) => {
      const below = `${root}${trimEnd(value.replace(/^(?:\.?\/)+/, ''), '/')}`;
      const own = here.filter((path) => path === below || path.startsWith(`${below}/`));
      return own.length > 0 && own.every((path) => data.has(path));
    });
  const way =
    emptied.length === 0
      ? `add ${pattern} to ${ignoreFile}, or copy less`
      : `take ${emptied.slice(0, mostNamed).join(' and ')} out of the ${keyword}, which ends the build where it finds nothing to copy, and then add ${pattern} to ${ignoreFile}`;
  return {
    message: `${keyword} puts ${what}${paths.length === 1 ? ' into the image' : ''}`,
    fix: `${way}; read ${paths.length === 1 ? 'it' : 'them'} from /safe_data at run time. ${acceptDataFile(paths.find(saysCodes) ?? (paths.length === 1 ? first : 'THAT_FILE'), home)}`,
  };
}

/** Whether a file is called after a part of a program: an example of what may be accepted is not the one with people in it. */
function saysCodes(path: string): boolean {
  return /(?:^|[/_.-])(?:codes?|codelists?|lookups?|mappings?|labels?|icd\d{0,2})(?=[/_.-])/i.test(path);
}

/** The shortest pattern that leaves these out and none of the others: their folder, their endings in it, else their names. */
function leavesOut(paths: readonly string[], others: readonly string[]): string {
  const folder = commonFolder(paths);
  const beside = others.filter((path) => path.startsWith(folder));
  if (folder !== '' && beside.length === 0) return folder;
  const patterns = patternsOf(paths.map((path) => path.slice(folder.length)));
  const endings = [...patterns.matchAll(/\*\*\/\*(\.\S+)/g)].map(([, ending = '']) => ending);
  const isPlain = patterns.split(' and ').every((each) => each.startsWith('**/*.'));
  if (isPlain && !beside.some((path) => endings.some((ending) => path.endsWith(ending))))
    return patterns.replaceAll('**/*', `${folder}**/*`);
  if (paths.length <= mostNamed) return paths.join(' and ');
  return beside.length === 0 ? patterns : `the lines of these ${String(paths.length)} files`;
}

/** The folder that all of these lie in, with `/` at its end; `''` where they share none. */
function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (folder !== '' && !others.every((path) => path.startsWith(folder)))
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}
