import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { startsPandoc } from '../../../parse/programs/files/renders-by-pandoc.ts';
import { startedBy } from '../start/started-by.ts';

/** A program that own programs start by name, with the packages of the system of which each brings it; none: no package does. */
interface StartedTool {
  readonly tool: PlaceFact;
  readonly packages: readonly string[];
}

/** Of Python's packages, those that bring a program by which they are called; others only talk to one of their name. */
const bringThemselves: ReadonlySet<string> = new Set(['cutadapt', 'dot2tex', 'snakemake']);

/**
 * Such programs that what is started runs, and that the image has from nowhere else: no list of packages brings them, and the lines of a Dockerfile that is
 * copied are theirs to complete. Where it is not known what is started, as in a session, it may be any but a shell script, which is often for another machine.
 * `known`: program -> packages.
 */
export function findStartedTools(
  facts: Pick<RepositoryFacts, 'tools' | 'lists' | 'programs' | 'modules'>,
  { original, packages, program }: Pick<Adoption, 'original' | 'packages' | 'program'>,
  known: ReadonlyMap<string, readonly string[]>,
): readonly StartedTool[] {
  const { lists, programs } = facts;
  if (original?.copy !== undefined) return [];
  const isStarted = startedBy(facts, program.start);
  const isKnown = programs.some(({ path }) => isStarted(path));
  const tools = facts.tools.filter(({ location: { file } }) =>
    isKnown ? isStarted(file) : !/\.(?:ba)?sh$/.test(file),
  );
  const listed = new Set([
    ...lists
      .filter(({ path, lock }) => packages.list !== undefined && [path, lock].includes(packages.list))
      .flatMap((list) => list.packages.map(({ name }) => name)),
    ...packages.lines.map((line) => /^[\w.-]+/.exec(line)?.[0] ?? ''),
  ]);
  const first = new Map(tools.map((tool) => [tool.what, tool] as const).toReversed());
  return [...first.values()].flatMap((tool) => {
    const brought = known.get(tool.what);
    if (brought === undefined) return [];
    const names = [tool.what, ...brought].map((name) => name.replace(/\+$/, ''));
    // conda installs programs of every kind.
    const isListed = names.some((name) => listed.has(name) && (packages.tool === 'conda' || bringThemselves.has(name)));
    return isListed ? [] : [{ tool, packages: brought }];
  });
}

/** Why packages of the system are installed, for the page: `dot: graphviz`. */
export function whySystemPackages(
  found: ReturnType<typeof findStartedTools>,
  has: readonly string[],
  start: readonly string[] = [],
): Adoption['reasons'] {
  const why = found.flatMap(({ tool, packages }) => {
    const { file, line = 1 } = tool.location;
    return packages.some((name) => has.includes(name))
      ? [
          `${file}:${String(line)} ${tool.what === 'pandoc' ? 'needs' : 'starts'} ${tool.what}${packages[0] === tool.what ? '' : `, which ${packages[0] ?? ''} brings`}`,
        ]
      : [];
  });
  if (startsPandoc(start) && has.includes('pandoc')) why.push('what is started renders a document, which needs pandoc');
  return why.length === 0 ? {} : { systemPackages: why.join('; ') };
}
