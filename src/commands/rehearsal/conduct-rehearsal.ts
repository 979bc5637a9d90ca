import { loadAtlas } from '../check/load-atlas.ts';
import { buildEvidence } from '../../engine/checklist/build-evidence.ts';
import { judgeCell } from '../../engine/rehearsal/judge-cell.ts';
import { judgeImage } from '../../engine/rehearsal/judge-image.ts';
import { neededIdentities, planRehearsal } from '../../engine/rehearsal/plan-rehearsal.ts';
import type { RehearsalWishes } from './read-rehearsal-flags.ts';
import type { ContainerEngine, EngineFacts } from '../../model/rehearsal/container-engine.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { contextLabel, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { CellResult, CellVerdict, RehearsalLimits } from '../../model/rehearsal/rehearsal.ts';
import { inspectContents } from './inspect-contents.ts';
import { observeCell, type RunSetup } from './observe-cell.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';

/** What a rehearsal is conducted with. */
export interface Conditions {
  readonly project: RehearsedProject;
  readonly wishes: RehearsalWishes;
  readonly image: ImageFacts;
  readonly builder?: string;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The time now, ISO 8601 in UTC. */
  readonly today: () => string;
  /** Absolute; absent: `/safe_data` is empty. */
  readonly dataFolder?: string;
  /** One line of progress. */
  readonly tell: (line: string) => void;
}

const ends: Readonly<Record<CellVerdict, string>> = {
  pass: 'passed',
  fail: 'FAILED',
  unknown: 'could not be judged',
  notApplicable: 'was not run',
};

/** Runs every planned cell of an image and says what was found. Pure of any engine: `engine` does the rest. */
export async function conductRehearsal(engine: ContainerEngine, conditions: Conditions): Promise<RehearsalEvidence> {
  const { project, wishes, image, tell } = conditions;
  const subject = project.subject(image, wishes.port);
  const cells = planRehearsal(subject, image.user, wishes.selection);
  const contents = await inspectContents(engine, image);
  const limits = boundLimits(wishes.limits, engine.facts);
  const setup: RunSetup = {
    image: image.reference,
    subject,
    limits,
    now: conditions.now,
    tell,
    tmpfs: project.tmpfs,
    environment: { ...project.environment, ...wishes.environment },
    arguments: wishes.arguments ?? project.arguments,
    ...(conditions.dataFolder !== undefined && { dataFolder: conditions.dataFolder }),
  };
  const results: CellResult[] = [];
  for (const [index, cell] of cells.entries()) {
    const count = `[${index + 1}/${cells.length}] ${cell.id}`;
    if (cell.notApplicable !== undefined) {
      results.push({ cell, verdict: 'notApplicable', findings: [] });
      continue;
    }
    tell(`${count} ...`);
    const observation = await observeCell(engine, cell, setup);
    const result = judgeCell({ cell, subject, limits, contents, observation }, await loadAtlas());
    results.push(result);
    tell(`${count} ${ends[result.verdict]} after ${observation.seconds} s`);
  }
  return buildEvidence({
    version: conditions.version,
    date: conditions.today(),
    kind: subject.kind,
    scope: typeof wishes.selection === 'string' ? wishes.selection : 'cells',
    identities: neededIdentities(subject, image.user),
    overrides: describeOverrides(conditions),
    inputs: project.inputs,
    image,
    engine: engine.facts,
    limits,
    findings: judgeImage(image, contents),
    cells: results,
    ...(project.dockerfile !== undefined && {
      dockerfile: { path: project.dockerfile.path, sha256: project.dockerfile.sha256 },
    }),
    ...(project.base !== undefined && { base: project.base }),
    ...(conditions.builder !== undefined && { builder: conditions.builder }),
  });
}

/** What makes this run another than the project's own: nothing is proved by it then. */
function describeOverrides({ project, wishes, image, builder }: Conditions): readonly string[] {
  const label = image.labels?.[contextLabel];
  const isForeign = builder === undefined && (label === undefined || label !== project.inputs.context);
  return [
    ...(isForeign ? ['--image named an image whose label does not say that it was built from these files'] : []),
    ...(wishes.arguments === undefined ? [] : ['--argument']),
    ...(Object.keys(wishes.environment).length === 0 ? [] : ['--env']),
    ...(wishes.port !== undefined && wishes.port !== project.subject(image, undefined).port ? ['--port'] : []),
  ];
}

/** A run cannot get more than the machine has. */
function boundLimits(limits: RehearsalLimits, { memory, cpus }: EngineFacts): RehearsalLimits {
  return { ...limits, memory: Math.min(limits.memory, memory), cpus: Math.min(limits.cpus, cpus) };
}
