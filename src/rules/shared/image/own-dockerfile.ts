import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { STATE_FILE } from '../../../parse/records/state-file.ts';

/** Path of the Dockerfile of a project that this program made: its answers decide about it, and about no other Dockerfile beside it. */
export function ownDockerfile({ byPath, home = '' }: ProjectFacts): string | undefined {
  const path = `${home}Dockerfile`;
  return byPath.has(path) && byPath.has(`${home}${STATE_FILE}`) ? path : undefined;
}
