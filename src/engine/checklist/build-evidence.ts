import type { EngineFacts } from '../../model/rehearsal/container-engine.ts';
import type { CopiedContents, ImageFacts } from '../../model/rehearsal/container-image.ts';
import {
  evidenceForm,
  type EvidenceCell,
  type EvidenceInputs,
  type RehearsalEvidence,
} from '../../model/rehearsal/evidence.ts';
import type { CellResult, IdentityName, RehearsalLimits, RunFinding } from '../../model/rehearsal/rehearsal.ts';

/** Everything that a rehearsal found out. */
export interface RehearsalOutcome {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly kind: 'batch' | 'interactive';
  readonly scope: NonNullable<RehearsalEvidence['scope']>;
  readonly identities: readonly IdentityName[];
  readonly overrides: readonly string[];
  readonly notApplied: readonly string[];
  readonly otherScripts: readonly string[];
  readonly otherJobs: readonly string[];
  readonly otherImages: readonly string[];
  readonly askedCards: readonly string[];
  readonly inputs: EvidenceInputs;
  readonly dockerfile?: RehearsalEvidence['dockerfile'];
  readonly base?: RehearsalEvidence['base'];
  readonly image: ImageFacts;
  /** Absent: it could not be compared. */
  readonly copied?: CopiedContents | undefined;
  readonly engine: EngineFacts;
  readonly builder?: string;
  readonly limits: RehearsalLimits;
  readonly findings: readonly RunFinding[];
  readonly cells: readonly CellResult[];
}

/** Lines of a failed run's output that the evidence keeps. */
const keptLines = 20;

/** The record of a rehearsal, without anything that tells about the machine it ran on. */
export function buildEvidence(outcome: RehearsalOutcome): RehearsalEvidence {
  const {
    environment: _environment,
    ports: _ports,
    labels: _labels,
    volumes: _volumes,
    onBuild: _onBuild,
    stopSignal: _stopSignal,
    builtWith: _builtWith,
    steps: _steps,
    ...image
  } = outcome.image;
  const failed = [...outcome.findings, ...outcome.cells.flatMap(({ findings }) => findings)].some(
    ({ level }) => level === 'failure',
  );
  const run = outcome.cells.filter(({ verdict }) => verdict !== 'notApplicable');
  const known = run.length > 0 && run.every(({ verdict }) => verdict !== 'unknown');
  return {
    $schema: 'https://unpkg.com/generator-tre-container/schema/evidence.schema.json',
    form: evidenceForm,
    tool: { name: 'generator-tre-container', version: outcome.version },
    date: outcome.date,
    verdict: failed ? 'fail' : known ? 'pass' : 'unknown',
    kind: outcome.kind,
    scope: outcome.scope,
    identities: outcome.identities,
    overrides: outcome.overrides,
    ...(outcome.notApplied.length > 0 && { notApplied: outcome.notApplied }),
    ...(outcome.otherScripts.length > 0 && { otherScripts: outcome.otherScripts }),
    ...(outcome.otherJobs.length > 0 && { otherJobs: outcome.otherJobs }),
    ...(outcome.otherImages.length > 0 && { otherImages: outcome.otherImages }),
    ...(outcome.askedCards.length > 0 && { askedCards: outcome.askedCards }),
    inputs: outcome.inputs,
    ...(outcome.dockerfile !== undefined && { dockerfile: outcome.dockerfile }),
    ...(outcome.base !== undefined && { base: outcome.base }),
    image: { ...image, ...(outcome.copied !== undefined && { copied: outcome.copied }) },
    engine: describeEngine(outcome),
    limits: outcome.limits,
    findings: outcome.findings,
    cells: outcome.cells.map(recordCell),
  };
}

function describeEngine({ engine, builder }: RehearsalOutcome): RehearsalEvidence['engine'] {
  const unlimited = (['memory', 'cpus', 'pids'] as const).filter((name) => !engine.enforces.includes(name));
  return {
    name: engine.name,
    version: engine.version,
    rootless: engine.rootless,
    ...(builder !== undefined && { builder }),
    ...(unlimited.length > 0 && { unlimited }),
  };
}

function recordCell({ cell, verdict, observation, findings }: CellResult): EvidenceCell {
  const { notApplicable, ...known } = cell;
  if (observation === undefined)
    return { ...known, verdict, ...(notApplicable !== undefined && { reason: notApplicable }), findings };
  const { log, notApplied: _notApplied, ...seen } = observation;
  const end = log.trim().split('\n').slice(-keptLines).join('\n');
  return { ...known, verdict, observation: verdict === 'pass' || end === '' ? seen : { ...seen, log: end }, findings };
}
