import { refuseOddAccounts } from '../project/refuse-odd-accounts.ts';
import { tre } from '../../catalog/tre.ts';
import { bases } from '../../catalog/bases.ts';
import { knownImages } from '../../catalog/images.ts';
import { loadAtlas } from '../check/load-atlas.ts';
import { buildEvidence } from '../../engine/checklist/build-evidence.ts';
import { compareLimits } from '../../engine/rehearsal/compare-limits.ts';
import { whyApptainerRefuses } from '../../engine/rehearsal/why-apptainer-refuses.ts';
import { judgeRunFiles } from '../../engine/rehearsal/judge-run-files.ts';
import { judgeImage, summariseHome } from '../../engine/rehearsal/judge-image.ts';
import { neededIdentities, planRehearsal } from '../../engine/rehearsal/plan-rehearsal.ts';
import type { RehearsalWishes } from './read-rehearsal-flags.ts';
import type { ContainerEngine, EngineFacts } from '../../model/rehearsal/container-engine.ts';
import type { CopiedContents, ImageContents, ImageFacts } from '../../model/rehearsal/container-image.ts';
import { contextLabel, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { CellCase, CellResult, RehearsalLimits, RehearsalSubject } from '../../model/rehearsal/rehearsal.ts';
import { compareContents } from '../project/compare-contents.ts';
import { inSeconds, type RunSetup } from './observe-cell.ts';
import { explainLabel } from './named-image.ts';
import { runCells } from './run-cells.ts';
import { compareImage } from '../../parse/dockerfile/compare-image.ts';
import { bareNames } from '../../parse/manifests/run-files.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';

/** What a rehearsal is conducted with. */
export interface Conditions {
  readonly project: RehearsedProject;
  readonly wishes: RehearsalWishes;
  readonly image: ImageFacts;
  readonly builder?: string;
  /** Its label was made on this machine for these very files. */
  readonly isMadeHere?: boolean;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The time now, ISO 8601 in UTC. */
  readonly today: () => string;
  /** Absolute; absent: `/safe_data` is empty. */
  readonly dataFolder?: string;
  /** What of it no run gets. */
  readonly leftOut?: CellCase['leftOut'];
  /** What the build took by ONBUILD of the images that it started from, in words. */
  readonly triggers?: readonly string[];
  /** Scripts of the project that start its container and are not as this version writes them. */
  readonly otherScripts?: readonly string[];
  /** Called when a cell failed, with what makes this run another than the project's own. */
  readonly failed?: (overrides: readonly string[]) => void;
  /** One line of progress. */
  readonly tell: (line: string) => void;
  /** How long a part took; for those who asked for it. */
  readonly detail?: (line: string) => void;
}

/** Runs every planned cell of an image and says what was found. Pure of any engine: `engine` does the rest. */
export async function conductRehearsal(engine: ContainerEngine, conditions: Conditions): Promise<RehearsalEvidence> {
  const { project, wishes, image, tell } = conditions;
  const subject = subjectOf(conditions);
  const cells = planRehearsal(subject, image.user, wishes.selection);
  const began = conditions.now();
  // All looks at the image go on side by side; nothing of it is started before its accounts are known.
  const accounts = refuseOddAccounts(engine, image);
  const contents = lookThrough(engine, conditions);
  // Whoever waits for it hears of a failure.
  contents.catch(() => undefined);
  const copied = compareCopied(engine, conditions);
  await accounts;
  const limits = boundLimits(wishes.limits, engine.facts);
  const setup = describeSetup(conditions, subject, limits);
  const results = await runCells(engine, cells, setup, {
    contents,
    atlas: await loadAtlas(),
    workingDirectory: image.workingDirectory ?? '',
    isExecForm: !['/bin/sh', 'sh', '/bin/bash', 'bash'].includes([...image.entrypoint, ...image.command][0] ?? ''),
    leftOut: conditions.leftOut ?? [],
    isExposedOnly: wishes.port === undefined && project.isExposedOnly,
  });
  tell(`The runs took ${inSeconds(conditions.now() - began)} s`);
  return buildEvidence({
    version: conditions.version,
    date: conditions.today(),
    kind: subject.kind,
    scope: typeof wishes.selection === 'string' ? wishes.selection : 'cells',
    identities: neededIdentities(subject, image.user),
    overrides: [...describeOverrides(conditions), ...compareLimits(project.jobLimits ?? {}, limits, wishes.limits)],
    notApplied: listNotApplied(project, results),
    otherScripts: conditions.otherScripts ?? [],
    otherJobs: project.otherJobs ?? [],
    otherImages: project.otherImages ?? [],
    askedCards: project.askedCards ?? [],
    inputs: project.inputs,
    image,
    copied: await copied,
    engine: engine.facts,
    limits,
    findings: [
      ...judgeImage(image, await contents, subject.kind),
      ...judgeRunFiles(project.options, subject.runtimes, image, setup.arguments),
    ],
    cells: results,
    ...nameDockerfile(project),
    ...(project.base !== undefined && { base: project.base }),
    ...(conditions.builder !== undefined && { builder: conditions.builder }),
  });
}

function nameDockerfile({ dockerfile }: RehearsedProject): Pick<RehearsalEvidence, 'dockerfile'> {
  return dockerfile === undefined ? {} : { dockerfile: { path: dockerfile.path, sha256: dockerfile.sha256 } };
}

/** The bytes in the image beside those of the project: a label says what somebody built, and a build may change what it took. */
function compareCopied(engine: ContainerEngine, { project, image }: Conditions): Promise<CopiedContents | undefined> {
  const facts = project.builtSo?.facts ?? project.dockerfile?.facts;
  const expected = facts === undefined ? undefined : project.expect?.(facts, image.workingDirectory ?? '');
  const copied = expected === undefined ? Promise.resolve(undefined) : compareContents(engine, image.id, expected);
  // Whoever waits for it hears of a failure.
  copied.catch(() => undefined);
  return copied;
}

function describeSetup(conditions: Conditions, subject: RehearsalSubject, limits: RehearsalLimits): RunSetup {
  const { project, wishes, image, now, tell, detail, dataFolder, failed } = conditions;
  const given = wishes.arguments ?? project.arguments;
  const refused = whyApptainerRefuses(project.environmentText, given, project.options.apptainer);
  return {
    image,
    subject,
    limits,
    now,
    tell,
    ...(detail !== undefined && { detail }),
    ...(failed !== undefined && { failed: () => failed(describeOverrides(conditions)) }),
    watchers: {
      images: [...(project.base === undefined ? [] : [nameBase(project.base)]), image.reference],
      knownRepositories: [...Object.values(bases), ...knownImages].flatMap(({ repositories }) => repositories),
    },
    // Arguments that a person gave are those of every run.
    options: wishes.arguments === undefined ? project.options : withoutArguments(project.options),
    environment: { ...project.environment, ...wishes.environment },
    arguments: given,
    ...(refused !== undefined && { refusedByApptainer: refused }),
    ...(dataFolder !== undefined && { dataFolder }),
  };
}

function withoutArguments({ kubernetes, ...others }: RunSetup['options']): RunSetup['options'] {
  const { arguments: _, ...rest } = kubernetes;
  return { ...others, kubernetes: rest };
}

function subjectOf({ project, wishes, image }: Conditions): RehearsalSubject {
  const subject = project.subject(image, wishes.port);
  return wishes.isBatch ? { ...subject, kind: 'batch' } : subject;
}

function listNotApplied({ options, unapplied }: RehearsedProject, results: readonly CellResult[]): readonly string[] {
  const refused = results.flatMap(({ observation }) => observation?.notApplied ?? []);
  return [...new Set([...options.podman.ignored, ...options.apptainer.ignored, ...unapplied, ...refused])];
}

function nameBase({ reference, digest }: NonNullable<RehearsalEvidence['base']>): string {
  return digest === undefined ? reference : `${reference}@${digest}`;
}

/** What makes this run another than the project's own: nothing is proved by it then. */
function describeOverrides(conditions: Conditions): readonly string[] {
  const { project, wishes, image, builder, isMadeHere = false, triggers = [] } = conditions;
  const isForeign = builder === undefined && !isMadeHere;
  const facts = project.builtSo?.facts ?? project.dockerfile?.facts;
  return [
    ...(isForeign ? [explainForeign(image, project)] : []),
    ...(builder === undefined ? explainLabel(project) : []),
    ...(builder === undefined && facts !== undefined ? compareImage(image, facts, project.builtSo?.given.values) : []),
    ...project.differences,
    ...bareNames(project.environmentText).map(
      (name) =>
        `ces/env-file.txt takes ${name} from whoever starts the container, which nobody knows here: give it a value`,
    ),
    ...wishes.beside.filter((each) => project.builtSo === undefined || !each.startsWith('--build-option ')),
    ...(wishes.arguments === undefined ? [] : ['--argument']),
    ...(Object.keys(wishes.environment).length === 0 ? [] : ['--env']),
    ...(wishes.isBatch && project.subject(image, undefined).kind !== 'batch' ? ['--batch'] : []),
    ...(wishes.port !== undefined && wishes.port !== project.subject(image, undefined).port ? ['--port'] : []),
    ...triggers,
  ];
}

function explainForeign({ labels }: ImageFacts, { inputs }: RehearsedProject): string {
  const isNamed = inputs.context !== undefined && labels?.[contextLabel]?.startsWith(inputs.context) === true;
  return isNamed
    ? '--image named an image that was built elsewhere: its label says that it was built from these files, which whoever built it can write'
    : '--image named an image whose label does not say that it was built from these files';
}

/** A run cannot get more than the machine has. */
function boundLimits(limits: RehearsalLimits, { memory, cpus }: EngineFacts): RehearsalLimits {
  return { ...limits, memory: Math.min(limits.memory, memory), cpus: Math.min(limits.cpus, cpus) };
}

async function lookThrough(engine: ContainerEngine, { image, now, detail }: Conditions): Promise<ImageContents> {
  const began = now();
  const found = await inspectContents(engine, image);
  detail?.(`The image was looked through in ${inSeconds(now() - began)} s, beside the runs`);
  return found;
}

/** What an image has in the three directories and in home directories, without starting it. */
async function inspectContents(engine: ContainerEngine, image: ImageFacts): Promise<ImageContents> {
  const homes = [...new Set(['/root', ...homesOf(image)])];
  const listed = await engine.listFiles(image.id, [...tre.directories, ...homes]);
  const missingDirectories = tre.directories.filter((directory) => listed.get(directory) === undefined);
  const hiddenFiles = tre.directories.flatMap((directory) =>
    (listed.get(directory) ?? []).map(({ path }) => `${directory}/${path}`),
  );
  const homeContents = homes.flatMap((home) => summariseHome(home, listed.get(home) ?? []));
  return { missingDirectories, hiddenFiles, homeContents: homeContents.toSorted((a, b) => b.size - a.size) };
}

/** Homes by the image's own HOME and by convention for its USER; not a directory of the TRE. */
function homesOf(image: ImageFacts): readonly string[] {
  const home = image.environment.find((pair) => pair.startsWith('HOME='))?.slice('HOME='.length);
  const user = image.user.split(':')[0] ?? '';
  const named = /^[a-z_][\w.-]*$/i.test(user) && user !== 'root' ? [`/home/${user}`] : [];
  return [...named, ...(home === undefined ? [] : [home])].filter(
    (path) => !tre.directories.some((directory) => path.startsWith(directory)) && path !== '/',
  );
}
