import { findProjectAbove, isProject, namesIn, pathFrom } from '../../io/project/find-project-above.ts';
import type { Environment } from '../../model/command.ts';
import { inert } from '../../model/text/inert.ts';
import { isDockerfile } from '../../parse/project/project.ts';

/**
 * What a command works on: what was named; else this folder, or the project above it where this one is no project, which is said first.
 * `takes`: whether a Dockerfile alone is enough to work on.
 */
export function chooseTargets(
  targets: readonly string[],
  { cwd, terminal }: Pick<Environment, 'cwd' | 'terminal'>,
  takes: 'projects' | 'dockerfiles',
): readonly [string, ...string[]] {
  const [first, ...others] = targets;
  if (first !== undefined) return [first, ...others];
  if (isProject(cwd) || (takes === 'dockerfiles' && namesIn(cwd).some(isDockerfile))) return ['.'];
  const above = findProjectAbove(cwd);
  if (above === undefined) return ['.'];
  const shown = pathFrom(cwd, above);
  terminal.err(`The project above, ${inert(shown)} (${inert(above)})\n`);
  return [shown];
}
