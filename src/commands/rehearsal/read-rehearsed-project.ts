import { tre } from '../../catalog/tre.ts';
import { bases } from '../../catalog/bases.ts';
import { plainProfile } from '../../catalog/rehearsal/rehearsal-profiles.ts';
import { imageName, jobImage } from '../../engine/rehearsal/image-names.ts';
import { describeSubject } from '../../engine/check/describe-subject.ts';
import { contextAbove } from '../../io/adopt/context-above.ts';
import { hashText } from '../../io/project/hash-text.ts';
import { describeManifests } from '../project/describe-manifests.ts';
import { listDifferences } from '../project/list-differences.ts';
import { withOtherImages } from '../project/other-images.ts';
import { listOtherBuilds, withBuilds } from '../project/own-pipelines.ts';
import { renderPipelines } from '../project/render-as-written.ts';
import { digestContext, readManifests, type DigestedInputs } from './digest-inputs.ts';
import type { Environment } from '../../model/command.ts';
import type { AnswersInput, BaseName, Runtime } from '../../model/answers/answers.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import { evidencePath, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { RehearsalProfile, RehearsalSubject } from '../../model/rehearsal/rehearsal.ts';
import type { JobLimits } from '../../parse/manifests/job-differences.ts';
import { readJobStart, type JobStart } from '../../parse/manifests/job-start.ts';
import { parseArgumentFile } from '../../parse/manifests/option-words.ts';
import { noOptions, parseEnvFile, parseOptionFile, type RunOptions } from '../../parse/manifests/run-files.ts';
import { sharedMemoryOf } from '../../parse/manifests/shared-memory.ts';
import { runtimesOf } from '../../parse/records/chosen-runtimes.ts';
import type { GivenBuild } from '../../parse/project/other-builds.ts';
import { parseOwn } from '../project/parse-own.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';

export const checklistPath = 'CHECKLIST.md';

/** A project as a rehearsal needs it. */
export interface RehearsedProject extends DigestedInputs {
  readonly files: ProjectFiles;
  /** As its files are then. */
  readonly readAgain: (built?: GivenBuild) => Promise<RehearsedProject>;
  /** Folder that the image is built from, where it is not the project's own: the repository above one that adopt wrote. */
  readonly context?: string;
  /** Name of the image that is built. */
  readonly tag: string;
  readonly dockerfile?: { readonly path: string; readonly sha256: string; readonly facts: DockerfileFacts };
  readonly base?: RehearsalEvidence['base'];
  readonly profile: RehearsalProfile;
  /** Of ces/env-file.txt. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of ces/arg-file.txt. */
  readonly arguments: readonly string[];
  /** What ces/env-file.txt says, as it stands there. */
  readonly environmentText: string;
  /** What the project's files say for each runtime; for podman without ces/opt-file.txt what the base needs. */
  readonly options: Readonly<Record<Runtime, RunOptions>>;
  /** What the TRE does otherwise than a rehearsal can, and what else keeps one from proving anything. */
  readonly differences: readonly string[];
  /** What the job of the GPU cluster asks for beside its start, and no run here has. */
  readonly unapplied: readonly string[];
  /** Manifests in ces/ that start it otherwise than ces/job.yaml does. */
  readonly otherJobs?: readonly string[];
  /** Further Dockerfiles of the project, whose images nobody runs here. */
  readonly otherImages?: readonly string[];
  /** What of it asks for a graphics card. */
  readonly askedCards?: readonly string[];
  /** What the GPU cluster lets it take. */
  readonly jobLimits?: JobLimits;
  /** The words for the builder, where they are those of the pipelines that build it, and the Dockerfile as it is read with them: the image is the one that goes out. */
  readonly builtSo?: { readonly given: GivenBuild; readonly facts: DockerfileFacts };
  /** What those pipelines tell the builder, where it is more than the Dockerfile says. */
  readonly byPipelines?: GivenBuild;
  /** Nothing but EXPOSE would make a server of it. */
  readonly isExposedOnly: boolean;
  readonly texts: FileTree;
  subject(image: ImageFacts | undefined, port: number | undefined): RehearsalSubject;
}

const dockerfiles = ['Dockerfile', 'Containerfile'] as const;
const paths = {
  environment: 'ces/env-file.txt',
  arguments: 'ces/arg-file.txt',
  podman: 'ces/opt-file.txt',
  apptainer: 'ces/opt-file-apptainer.txt',
  start: 'ces/run.sh',
  job: 'ces/job.yaml',
} as const;

const everything = [...dockerfiles, ...Object.values(paths), STATE_FILE, checklistPath, evidencePath];

/** Reads the files of a project that decide how it is run. Without `environment` no step of a pipeline is known to be one that this version writes. Throws UserError when one of them is broken. */
export async function readRehearsedProject(
  files: ProjectFiles,
  built?: GivenBuild,
  environment?: Environment,
): Promise<RehearsedProject> {
  const texts = await files.read(everything);
  const text = (path: string): string | undefined => texts.get(path)?.text;
  const ignores = await files.read(['.dockerignore', ...dockerfiles.map((name) => `${name}.dockerignore`)]);
  const path = dockerfiles.find((name) => texts.has(name));
  const facts = path === undefined ? undefined : parseOwn(path, text(path) ?? '');
  const state = parseStateFile(text(STATE_FILE) ?? '');
  const context = state?.adopted === undefined ? undefined : contextAbove(files.root, state.adopted.folder);
  const answers = state?.answers ?? {};
  const base = findBase(answers, facts);
  const profile = base?.rehearsal ?? plainProfile;
  const given = parseArgumentFile(text(paths.arguments) ?? '');
  const jobText = text(paths.job);
  const surroundings = { given, directories: tre.directories, image: jobImage(answers, files.root) };
  const job = jobText === undefined ? undefined : readJobStart(jobText, surroundings);
  const options = readOptions(text, profile, job);
  // A project without answers may be meant for every runtime that it has files for.
  const ofCluster = runtimesOf(answers).runtimes?.includes('kubernetes') === false ? undefined : job;
  const digested = digestContext(files.root, context, facts, (name) => ignores.get(name)?.text);
  const written = writtenFor(files.root, state, environment);
  const place = { context, facts, name: imageName(answers, files.root), written };
  const builds = await readBuilds(files, place, built, facts?.text ?? '');
  return {
    files,
    readAgain: async (builtNow) => readRehearsedProject(files, builtNow, environment),
    ...(context === undefined ? {} : { context }),
    texts,
    ...withAnswers(digested, state, builds),
    profile,
    tag: `localhost/${imageName(answers, files.root)}:rehearsal`,
    ...(path !== undefined &&
      facts !== undefined && { dockerfile: { path, sha256: hashText(text(path) ?? ''), facts } }),
    ...describeFrom(facts),
    environment: parseEnvFile(text(paths.environment) ?? ''),
    environmentText: text(paths.environment) ?? '',
    arguments: given,
    options,
    differences: [...listDifferences(digested.takesOwn, ofCluster, options, facts), ...builds.differences],
    ...builds.known,
    ...beyondStart(ofCluster),
    ...describeManifests(await readManifests(files, digested), { text, facts, answers, surroundings }),
    isExposedOnly: base?.kind !== 'interactive',
    subject: describeBy(profile, base, builds.known.builtSo?.facts ?? facts, answers),
  };
}

/** The pipelines that this version writes. */
function writtenFor(root: string, state: ReturnType<typeof parseStateFile>, environment: Environment | undefined) {
  return async (folder: string): ReturnType<typeof renderPipelines> =>
    state === undefined || environment === undefined ? [] : renderPipelines(state, environment, { root, folder });
}

function describeBy(
  profile: RehearsalProfile,
  base: RehearsedBase | undefined,
  facts: DockerfileFacts | undefined,
  answers: AnswersInput,
): RehearsedProject['subject'] {
  return (found, port) =>
    describeSubject({
      profile,
      ...withFinal(facts),
      ...(base !== undefined && { base }),
      ...(port !== undefined && { port }),
      ...(found !== undefined && { image: found }),
      ...runtimesOf(answers),
    });
}

/** How the pipelines build it, beside how a rehearsal was told to. */
async function readBuilds(
  files: ProjectFiles,
  place: Parameters<typeof listOtherBuilds>[1],
  built: GivenBuild | undefined,
  text: string,
): Promise<{
  readonly others: readonly string[];
  readonly otherImages: readonly string[];
  readonly differences: readonly string[];
  readonly known: Pick<RehearsedProject, 'builtSo' | 'byPipelines' | 'otherImages'>;
}> {
  const { others, otherImages, isSame, given } = await listOtherBuilds(files, place, built);
  const known = { otherImages, ...(given !== undefined && { byPipelines: given }) };
  const { facts } = place;
  if (!isSame || facts === undefined || built === undefined) return { others, otherImages, differences: others, known };
  const builtSo = { given: built, facts: parseOwn(facts.path, text, built) };
  return { others, otherImages, differences: [], known: { ...known, builtSo } };
}

function withFinal(facts: DockerfileFacts | undefined): { readonly dockerfile?: FinalImage } {
  return facts?.final === undefined ? {} : { dockerfile: facts.final };
}

function beyondStart(job: JobStart | undefined): Pick<RehearsedProject, 'unapplied' | 'jobLimits'> {
  return { unapplied: job?.unapplied ?? [], jobLimits: job?.limits ?? {} };
}

/** Answers decide which runs are needed, of what base, and what starts them: other answers, another rehearsal. Sorted, as nobody cares for their order. */
function withAnswers(
  digested: DigestedInputs,
  state: ReturnType<typeof parseStateFile>,
  { others, otherImages }: { readonly others: readonly string[]; readonly otherImages: readonly string[] },
): DigestedInputs {
  const { unlisted } = digested;
  if (unlisted !== undefined) return digested;
  const built = withBuilds(digested.inputs, others);
  const inputs = { ...built, files: withOtherImages(built.files, otherImages) };
  if (state === undefined) return { ...digested, inputs };
  const answers = Object.entries(state.answers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const digest = `answers ${hashText(JSON.stringify([answers, state.adopted?.folder]))}`;
  const path = state.adopted === undefined ? STATE_FILE : `${state.adopted.folder}/${STATE_FILE}`;
  return { ...digested, inputs: { ...inputs, files: { [path]: digest, ...inputs.files } } };
}

/** What `ces/run.sh` and `ces/job.yaml` give a run of each runtime, beside the opt-files. */
function readOptions(
  text: (path: string) => string | undefined,
  profile: RehearsalProfile,
  job: JobStart | undefined,
): Readonly<Record<Runtime, RunOptions>> {
  const podman = text(paths.podman);
  const apptainer = parseOptionFile(text(paths.apptainer) ?? '', 'apptainer');
  const { differences: _, limits: __, unapplied: ___, ...start } = job ?? { differences: [] };
  const shared = sharedMemoryOf(text(paths.job) ?? '');
  return {
    podman: podman === undefined ? { ...noOptions, tmpfs: profile.tmpfs } : parseOptionFile(podman),
    apptainer: { ...apptainer, isLiteral: apptainer.isLiteral || /\s--no-eval\s/.test(text(paths.start) ?? '') },
    kubernetes: {
      ...noOptions,
      ...start,
      words: shared === undefined ? [] : [`--shm-size=${shared}`],
    },
  };
}

function findBase(answers: AnswersInput, facts: DockerfileFacts | undefined): RehearsedBase | undefined {
  const named = answers['base'];
  return (
    facts?.final?.base ??
    (typeof named === 'string' && Object.hasOwn(bases, named) ? bases[named as BaseName] : undefined)
  );
}

type RehearsedBase = (typeof bases)[BaseName];

function describeFrom(facts: DockerfileFacts | undefined): { readonly base?: NonNullable<RehearsalEvidence['base']> } {
  const image = facts?.final?.from.image;
  if (image === undefined) return {};
  const reference = `${image.canonicalRegistry}/${image.canonicalRepository}${image.tag === undefined ? '' : `:${image.tag}`}`;
  return { base: { reference, ...(image.digest !== undefined && { digest: image.digest }) } };
}
