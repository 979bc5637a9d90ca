import type { LimitName } from './container-engine.ts';
import type { ImageFacts } from './container-image.ts';
import type { Cell, CellVerdict, IdentityName, Observation, RehearsalLimits, RunFinding } from './rehearsal.ts';

/** Where a project keeps the record of its last rehearsal. */
export const evidencePath = 'rehearsal/evidence.json';

/** Label that our build puts on an image: {@link EvidenceInputs.context} of the files that it was built from. */
export const contextLabel = 'org.tre-container.context';

/** Form of the record that this version writes. 0.1.0 wrote none: it is read, and ticks nothing. */
export const evidenceForm = 2;

/** Everything beside the image that a rehearsal rests on, as it was. */
export interface EvidenceInputs {
  /** SHA-256 over the Dockerfile and path, mode and contents of what COPY and ADD take after `.dockerignore`; absent: they could not all be listed. */
  readonly context?: string;
  /** Each of these files, of `ces/` and of `rehearsal/safe_data`, in one word: mode and SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}

/** `rehearsal/evidence.json`: the record of one rehearsal. `schema/evidence.schema.json` describes it. */
export interface RehearsalEvidence {
  readonly $schema: string;
  /** Absent in the records of 0.1.0. */
  readonly form?: number;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly date: string;
  /** `unknown`: nothing failed, but something that was run could not be judged, or nothing was run. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly kind: 'batch' | 'interactive';
  /** Which cells were asked for: those that the chosen runtimes need, all, or single ones. */
  readonly scope?: 'quick' | 'all' | 'cells';
  /** Identities that the chosen runtimes give; a row about identities needs all of them. */
  readonly identities?: readonly IdentityName[];
  /** What differed from how the project is run: flags, or an image that was not built from these files. Nothing is proved then. */
  readonly overrides?: readonly string[];
  /** Options of ces/opt-file.txt and ces/opt-file-apptainer.txt, as written, that no run applied. */
  readonly notApplied?: readonly string[];
  readonly inputs?: EvidenceInputs;
  readonly dockerfile?: { readonly path: string; readonly sha256: string };
  readonly base?: { readonly reference: string; readonly digest?: string };
  readonly image: Omit<ImageFacts, 'environment' | 'ports' | 'labels' | 'volumes'>;
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
  /** HMAC-SHA-256 of the rest by the key of the user who ran it; tells this user's records from others', and proves nothing to anybody else. */
  readonly signature?: string;
}

/** A cell in the evidence: the log only where the cell failed, its last lines. */
export interface EvidenceCell extends Omit<Cell, 'notApplicable'> {
  readonly verdict: CellVerdict;
  readonly reason?: string;
  readonly observation?: Omit<Observation, 'log' | 'notApplied'> & { readonly log?: string };
  readonly findings: readonly RunFinding[];
}
