import {
  findAdoptedAbove,
  findProjectAbove,
  findProjectsBelow,
  isProject,
  isThere,
  namesIn,
  pathFrom,
} from '../../io/project/find-projects.ts';
import type { Environment } from '../../model/command.ts';
import { inert } from '../../model/text/inert.ts';
import { isDockerfile } from '../../parse/project/dockerfile-names.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { shellWord } from '../../shared/shell-word.ts';

/**
 * What a command works on: what was named; else this folder, or where this one is no project the one above it, or the container that was adopted beside it or above, which is said first.
 * `takes`: whether a Dockerfile alone is enough to work on.
 */
export function chooseTargets(
  targets: readonly string[],
  { cwd, terminal }: Pick<Environment, 'cwd' | 'terminal'>,
  takes: 'projects' | 'dockerfiles',
): readonly [string, ...string[]] {
  const [first, ...others] = targets;
  if (first !== undefined) return [first, ...others];
  if (
    isProject(cwd) ||
    isThere(`${cwd}/${BASELINE_FILE}`) ||
    (takes === 'dockerfiles' && namesIn(cwd).some(isDockerfile))
  )
    return ['.'];
  const own = findProjectAbove(cwd);
  const above = own ?? findAdoptedAbove(cwd);
  if (above === undefined) return ['.'];
  const shown = pathFrom(cwd, above);
  const what = own === undefined ? 'The container of this repository' : 'The project above';
  tellNote(`${what}, ${inert(shown)} (${inert(above)})`, { terminal });
  return [shown];
}

/** What to do where a folder is no project and projects lie in folders below it: the command on one; nothing where there are none. `command`: with its options. */
export function nameProjectsBelow(folder: string, cwd: string, command: string): string | undefined {
  const [first, ...others] = findProjectsBelow(folder).map((path) => shellWord(pathFrom(cwd, `${folder}/${path}`)));
  if (first === undefined) return undefined;
  const named = others.slice(0, 4);
  const more = others.length > named.length ? ` and ${String(others.length - named.length)} more` : '';
  const also = others.length === 0 ? '' : ` (or ${named.join(', ')}${more})`;
  return `name the project below: ${command} ${first}${also}`;
}
