import type { Effect } from '../../../model/atlas/atlas-entry.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import { showWay, type ReachedProgram } from '../../../model/programs/reach.ts';
import type { Use } from '../atlas/find-uses.ts';
import { describeUse, usesIn } from '../atlas/uses-of.ts';
import { describeWay } from '../reach/judge-reached.ts';
import { judgeLicenceProgram } from './licences.ts';

const servers: ReadonlySet<Effect> = new Set<Effect>(['licence-server']);

export const fix =
  'ask the vendor for a licence that is a file and not bound to a server, and copy that into the image';

const describe = (reached: ReachedProgram, message: string, line: number, isWayShown: boolean): Finding => {
  const location = { file: reached.program.path, line };
  const way = isWayShown ? ` (${showWay(reached.way, location)})` : describeWay(reached, location);
  return { message: `${message}${way}`, location, fix };
};

/** What programs ask for. The start is itself one of them, and its commands are judged as the Dockerfile's. */
export function findAskingPrograms(
  programs: readonly ReachedProgram[],
  { path }: DockerfileFacts,
  uses: readonly Use[],
): readonly Finding[] {
  const started = programs.filter((each) => each.program.path !== path);
  return [
    ...started.flatMap((reached) =>
      judgeLicenceProgram(reached.program).map(({ message, line }) =>
        describe(reached, message, line, reached.isChoice !== true),
      ),
    ),
    ...programs.flatMap((reached) =>
      usesIn(uses, reached, 'yes', servers).map((use) =>
        describe(reached, describeUse(use).message, use.location.line ?? 1, false),
      ),
    ),
  ];
}
