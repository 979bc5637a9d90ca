import type { FromSchema } from '../../shared/from-schema.ts';
import type { evidenceSchema } from './evidence-schema.ts';

/** Where a project keeps the record of its last rehearsal. */
export const evidencePath = 'rehearsal/evidence.json';

/** Label that our build puts on an image: {@link EvidenceInputs.context} of the files that it was built from. */
export const contextLabel = 'org.tre-container.context';

/** Form of the record that this version writes. 0.1.0 wrote none, and 2 knew fewer of the files: those are read, and tick nothing. */
export const evidenceForm = 3;

type WrittenEvidence = FromSchema<typeof evidenceSchema>;

/** Keys that records of 0.1.0 do not have. */
export const laterEvidenceKeys = ['form', 'scope', 'identities', 'overrides', 'inputs'] as const;
type LaterKey = (typeof laterEvidenceKeys)[number];

/** `rehearsal/evidence.json`: the record of one rehearsal, of this version or of 0.1.0. Its schema says what each key means. */
export type RehearsalEvidence = Omit<WrittenEvidence, LaterKey> & Partial<Pick<WrittenEvidence, LaterKey>>;

/** Everything beside the image that a rehearsal rests on, as it was. */
export type EvidenceInputs = WrittenEvidence['inputs'];

/** A cell in the evidence: the log only where the cell failed, its last lines. */
export type EvidenceCell = WrittenEvidence['cells'][number];
