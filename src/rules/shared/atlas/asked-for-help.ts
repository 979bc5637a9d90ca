import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';

/**
 * Whether the build only asks a console script of the project for its help or its version (`RUN p --help`): its modules are imported, and its
 * functions do nothing of what they are for.
 */
export function isAskedForHelp(
  { class: kind, way: [run, declared] }: ReachedProgram,
  { stages }: DockerfileFacts,
  byPath: ProjectFacts['byPath'],
): boolean {
  const { file = '', line = 0 } = declared?.location ?? {};
  if (kind !== 'built' || !/(?:^|\/)(?:pyproject\.toml|setup\.(?:cfg|py))$/.test(file)) return false;
  const name = /^[\s"'[]*([\w.-]+)/.exec(byPath.get(file)?.text?.split('\n')[line - 1] ?? '')?.[1];
  const starts = stages
    .flatMap(({ instructions }) => instructions)
    .filter((each) => each.keyword === 'RUN' && each.line === run?.location.line)
    .flatMap(({ commands }) => commands.filter(({ program }) => program === name));
  return (
    starts.length > 0 &&
    starts.every(({ words }) => words.slice(1).some((word) => /^(?:--help|--version|-h|-V)$/.test(word)))
  );
}
