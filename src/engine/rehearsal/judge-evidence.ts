import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';

/** The project as it is now; what is absent could not be found out and is not compared. */
export interface Present {
  readonly dockerfileSha256?: string;
  readonly imageId?: string;
}

/** Why evidence no longer speaks for the project: nothing when it does. */
export function judgeEvidence(evidence: RehearsalEvidence, present: Present): readonly string[] {
  const reasons: string[] = [];
  if (
    evidence.dockerfile !== undefined &&
    present.dockerfileSha256 !== undefined &&
    present.dockerfileSha256 !== evidence.dockerfile.sha256
  ) {
    reasons.push(`${evidence.dockerfile.path} has changed since`);
  }
  if (present.imageId !== undefined && present.imageId !== evidence.image.id)
    reasons.push(`${evidence.image.reference} is another image now`);
  return reasons;
}
