import { listSome } from '../../../shared/list-some.ts';
import type { RehearsalEvidence } from '../../../model/rehearsal/evidence.ts';

type Copied = NonNullable<RehearsalEvidence['image']['copied']>;

/** Whether the image was built by whoever rehearsed it: else its label alone says from what. */
const isOwnBuild = ({ engine }: RehearsalEvidence): boolean => engine?.builder !== undefined;

/** Why what was run may be another program than the project's. An image that somebody handed in must have the project's bytes. */
export function doubtContents(evidence: RehearsalEvidence): string | undefined {
  const { copied } = evidence.image;
  if (copied === undefined) return 'what the image has of the project could not be compared with it, byte for byte';
  if (isOwnBuild(evidence)) return undefined;
  if (copied.differing.length > 0)
    return `the image has other bytes than the project, or nothing, for ${listSome(copied.differing)}: it was built from other files, or a RUN changed them`;
  return copied.more.length > 0
    ? `the image has files beside those of the project, which nobody compared with anything: ${listSome(copied.more)}`
    : undefined;
}

/** What of the image nobody compared, or is not as the project has it. */
export function listUncompared(evidence: RehearsalEvidence): readonly string[] {
  const { copied } = evidence.image;
  if (copied === undefined) return [];
  const changed = isOwnBuild(evidence) ? copied.differing : [];
  return [
    ...(changed.length === 0
      ? []
      : [`the build changed ${listSome(changed)}, so that what ran is not what the project has`]),
    ...listUnplaced(evidence, copied),
  ];
}

/** In a build of one's own they were digested, and nobody wrote them meanwhile; of another's nobody knows. */
function listUnplaced(evidence: RehearsalEvidence, { unplaced }: Copied): readonly string[] {
  return unplaced.length === 0 || isOwnBuild(evidence)
    ? []
    : [
        `what the image has of ${listSome(unplaced)}, of which a build only keeps what it makes of them, was not compared`,
      ];
}
