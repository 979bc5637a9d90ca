import type { Verdict } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { findServer } from '../../../model/rehearsal/session-server.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { findWebServer, judgeWebServer } from './web-servers.ts';

/** A server that the project starts in the place of the one that the base has: the base's password is not its. */
export function judgeReplaced(
  { entrypoint, cmd, known }: FinalImage,
  starts: readonly ShellCommand[],
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): Verdict | undefined {
  const isReplaced = entrypoint !== undefined || (cmd !== undefined && known?.passes !== 'arguments');
  return isReplaced && starts.every((command) => findServer(command) === undefined)
    ? judgeWebServer(findWebServer(dockerfile, facts))
    : undefined;
}
