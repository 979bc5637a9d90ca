import { evidenceForm, type EvidenceInputs, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { listSome } from '../../shared/list-some.ts';

/** The project as it is now; what is absent could not be found out and is not compared. */
export interface Present {
  readonly inputs?: EvidenceInputs;
  /** Version of this program. */
  readonly version?: string;
  readonly imageId?: string;
}

/** Why evidence no longer speaks for the project, naming what changed: nothing when it does. */
export function judgeEvidence(evidence: RehearsalEvidence, present: Present): readonly string[] {
  if (evidence.form !== evidenceForm)
    return ['it was recorded by another version, which kept less of what it rests on'];
  const reasons: string[] = [];
  const changed = present.inputs === undefined ? [] : listChanges(evidence.inputs, present.inputs);
  if (changed.length > 0) reasons.push(`${listSome(changed)} ${changed.length === 1 ? 'has' : 'have'} changed since`);
  if (evidence.inputs?.context === undefined)
    reasons.push('the files that the image was built from could not all be listed');
  else if (changed.length === 0 && present.inputs !== undefined && present.inputs.context !== evidence.inputs.context)
    reasons.push('the files that the image is built from have changed since');
  if (present.version !== undefined && present.version !== evidence.tool.version)
    reasons.push(`it was made by version ${evidence.tool.version} of this program, and this is ${present.version}`);
  if (present.imageId !== undefined && present.imageId !== evidence.image.id)
    reasons.push(`${evidence.image.reference} is another image now`);
  return reasons;
}

function listChanges(then: EvidenceInputs | undefined, now: EvidenceInputs): readonly string[] {
  const before = then?.files ?? {};
  const paths = new Set([...Object.keys(before), ...Object.keys(now.files)]);
  return [...paths].filter((path) => before[path] !== now.files[path]).toSorted();
}
