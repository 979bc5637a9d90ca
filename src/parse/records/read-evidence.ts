import { evidenceSchema } from '../../model/rehearsal/evidence-schema.ts';
import { laterEvidenceKeys, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { isRecord } from '../../shared/json-shapes.ts';
import { matchSchema } from '../../shared/match-schema.ts';

const later: ReadonlySet<string> = new Set(laterEvidenceKeys);
const former = { ...evidenceSchema, required: evidenceSchema.required.filter((key) => !later.has(key)) };

/**
 * Evidence as `rehearse` wrote it; nothing when the text is something else, or was changed so that it cannot be read. What a newer version
 * wrote beside is passed over: nothing here rests on it.
 */
export function readEvidence(text: string): RehearsalEvidence | undefined {
  try {
    return toEvidence(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The same of a text that was read. */
export function toEvidence(read: unknown): RehearsalEvidence | undefined {
  const schema = isRecord(read) && read['form'] === undefined ? former : evidenceSchema;
  return matchSchema(read, schema, { unknownKeys: 'passed over' }).length === 0
    ? (read as RehearsalEvidence)
    : undefined;
}
