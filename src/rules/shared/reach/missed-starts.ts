import type { Location } from '../../../model/check/rule.ts';
import type { NamedByFolder, Reach, ReachedProgram, Step, Unfollowed } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { once } from '../once.ts';
import { isIdle } from './is-called.ts';

/** What could not be followed, without what stands in functions that nothing which runs names: that is never started. */
export function missedStarts(reach: Reach | undefined): readonly Unfollowed[] {
  return reach === undefined ? [] : once(reach, 'missed starts', () => withoutIdleOnes(reach.unfollowed, reach));
}

/** The same of what is named by the folder in which it is started. */
export function startsByFolder(reach: Reach): readonly NamedByFolder[] {
  return once(reach, 'starts by folder', () => withoutIdleOnes(reach.byFolder, reach));
}

interface Started {
  readonly way: readonly Step[];
  readonly location?: Location;
}

function withoutIdleOnes<T extends Started>(all: readonly T[], reach: Reach): readonly T[] {
  return all.filter(
    ({ way, location }) => ![...way.map((step) => step.location), location].some((each) => standsIdle(each, reach)),
  );
}

/** Whether all commands of a line stand in functions that do not run. */
function standsIdle(location: Location | undefined, reach: Reach): boolean {
  const found = once(reach, 'commands by line', () => commandsByLine(reach)).get(placeOf(location));
  return found?.every(({ reached, command }) => isIdle(command.function ?? '', reached, reach)) ?? false;
}

interface Placed {
  readonly reached: ReachedProgram;
  readonly command: ShellCommand;
}

function commandsByLine({ programs }: Reach): ReadonlyMap<string, readonly Placed[]> {
  const placed = programs.flatMap((reached) =>
    reached.program.commands.map((command): Placed => ({ reached, command })),
  );
  return groupBy(placed, ({ reached, command }) => placeOf({ file: reached.program.path, line: command.line }));
}

const placeOf = ({ file = '', line = 0 }: Partial<Location> = {}): string => `${file}\0${String(line)}`;
