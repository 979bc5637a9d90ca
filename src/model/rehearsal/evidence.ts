import type { LimitName } from './container-engine.ts';
import type { ImageFacts } from './container-image.ts';
import type { Cell, CellVerdict, Observation, RehearsalLimits, RunFinding } from './rehearsal.ts';

/** Where a project keeps the record of its last rehearsal. */
export const evidencePath = 'rehearsal/evidence.json';

/** `rehearsal/evidence.json`: the record of one rehearsal. `schema/evidence.schema.json` describes it. */
export interface RehearsalEvidence {
  readonly $schema: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly date: string;
  /** `unknown`: nothing failed, but something that was run could not be judged, or nothing was run. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly kind: 'batch' | 'interactive';
  readonly dockerfile?: { readonly path: string; readonly sha256: string };
  readonly base?: { readonly reference: string; readonly digest?: string };
  readonly image: Omit<ImageFacts, 'environment' | 'ports'>;
  readonly engine: {
    readonly name: string;
    readonly version: string;
    readonly rootless: boolean;
    readonly builder?: string;
    readonly unlimited?: readonly LimitName[];
  };
  /** In force, but for those that the engine could not set. */
  readonly limits: RehearsalLimits;
  /** Of the image itself, before it ran. */
  readonly findings: readonly RunFinding[];
  readonly cells: readonly EvidenceCell[];
}

/** A cell in the evidence: the log only where the cell failed, its last lines. */
export interface EvidenceCell extends Omit<Cell, 'notApplicable'> {
  readonly verdict: CellVerdict;
  readonly reason?: string;
  readonly observation?: Omit<Observation, 'log'> & { readonly log?: string };
  readonly findings: readonly RunFinding[];
}
