import { describeJob, readLimits, type JobLimits } from './job-differences.ts';
import { describeFilling } from './job-filling.ts';
import { readYaml, type LocatedNode } from '../text/located-yaml.ts';

/** What a job of the GPU cluster gives its container that a rehearsal gives it too, and what not. */
export interface JobStart {
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly entrypoint?: string;
  /** All that follows the entry point; absent: what the image itself says. */
  readonly arguments?: readonly string[];
  /** What the container may take there. */
  readonly limits?: JobLimits;
  /** What the cluster does otherwise than a rehearsal can, in words that end a sentence. */
  readonly differences: readonly string[];
}

/** What every job of the template says of itself: its number, its own folder of results and the number of processors. */
const ownWords = new Set(['JOB_POD', 'TRE_SAFE_OUTPUTS=/safe_outputs/$(JOB_POD)']);

/** What the files of a project say of its job beside the job itself. */
export interface JobSurroundings {
  /** Arguments that the start script puts in the place of the job's own. */
  readonly given: readonly string[];
  /** Those that the TRE mounts. */
  readonly directories: readonly string[];
  /** What it must start, with `:TAG`; only the name after the last slash where nothing says more. */
  readonly image: string;
}

/** Reads the start of the container in `ces/job.yaml`. */
export function readJobStart(text: string, { given, directories, image }: JobSurroundings): JobStart {
  const read = readYaml(text);
  const documents =
    'problem' in read ? [] : read.documents.filter(({ entries, items }) => entries.size + items.length > 0);
  const [job, ...others] = documents;
  const spec = job?.entries.get('kind')?.text === 'Job' ? job.entries.get('spec') : undefined;
  const pod = spec?.entries.get('template')?.entries.get('spec');
  const [container, ...more] = pod?.entries.get('containers')?.items ?? [];
  const isOne = others.length + more.length === 0 && [...text.matchAll(/^[ \t-]*["']?image["']?[ \t]*:/gm)].length < 2;
  if (spec === undefined || pod === undefined || container === undefined || !isOne || pod.entries.has('initContainers'))
    return { environment: {}, differences: ['ces/job.yaml is not one job with one container that can be read'] };
  const { limits, unread } = readLimits(spec, pod, container);
  const [entrypoint, ...parameters] = textsOf(container, 'command');
  const workingDirectory = container.entries.get('workingDir')?.text;
  const own = given.length > 0 ? given : textsOf(container, 'args');
  const all = [...parameters, ...own];
  const variables = container.entries.get('env')?.items ?? [];
  return {
    environment: Object.fromEntries(
      variables.flatMap((each) => [readVariable(each)].filter((pair) => pair !== undefined)),
    ),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(all.length === 0 ? {} : { arguments: all }),
    limits,
    differences: [
      ...describeJob(spec, pod, container, image),
      ...describeFilling(text, given),
      ...unread,
      ...variables.filter(isComputed).map((each) => `ces/job.yaml sets ${nameOf(each)} to what only the cluster knows`),
      ...(container.entries.has('envFrom') ? ['ces/job.yaml takes variables from the cluster'] : []),
      ...describeMounts(container, directories),
    ],
  };
}

function describeMounts(container: LocatedNode, directories: readonly string[]): readonly string[] {
  const places = (container.entries.get('volumeMounts')?.items ?? []).map(
    (each) => each.entries.get('mountPath')?.text,
  );
  const missing = directories.filter((path) => !places.includes(path));
  const foreign = places.filter((path) => path !== undefined && ![...directories, '/dev/shm', '/tmp'].includes(path));
  return [
    ...(missing.length > 0 ? [`ces/job.yaml mounts no ${missing.join(', ')}`] : []),
    ...(foreign.length > 0 ? [`ces/job.yaml mounts something at ${foreign.join(', ')}`] : []),
  ];
}

function readVariable(variable: LocatedNode): readonly [string, string] | undefined {
  const value = variable.entries.get('value')?.text;
  return value === undefined || value.includes('$(') ? undefined : [nameOf(variable), value];
}

function isComputed(variable: LocatedNode): boolean {
  const value = variable.entries.get('value')?.text;
  const source = variable.entries.get('valueFrom')?.entries.get('fieldRef')?.entries.get('fieldPath')?.text;
  const isOwn =
    ownWords.has(value === undefined ? nameOf(variable) : `${nameOf(variable)}=${value}`) &&
    (value !== undefined || source === 'metadata.name');
  return readVariable(variable) === undefined && !isOwn;
}

function nameOf(variable: LocatedNode): string {
  return variable.entries.get('name')?.text ?? '';
}

function textsOf(container: LocatedNode, key: string): readonly string[] {
  return (container.entries.get(key)?.items ?? []).map(({ text = '' }) => text);
}
