import { describeJob, readLimits, type JobLimits } from './job-differences.ts';
import { describeFilling } from './job-filling.ts';
import { describeUnapplied } from './job-unapplied.ts';
import { expandWord } from './job-words.ts';
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
  /** What it asks of the cluster beside the start, and no run here has; each as it is written. */
  readonly unapplied?: readonly string[];
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
  const workingDirectory = container.entries.get('workingDir')?.text;
  const variables = container.entries.get('env')?.items ?? [];
  const { environment, computed } = readVariables(variables);
  const commands = textsOf(container, 'command').map((word) => expandWord(word, environment));
  const words = (given.length > 0 ? given : textsOf(container, 'args')).map((word) => expandWord(word, environment));
  const [entrypoint, ...parameters] = commands.map((word) => word.text);
  const all = [...parameters, ...words.map((word) => word.text)];
  const unknown = [...new Set([...commands, ...words].flatMap((word) => word.unknown))];
  return {
    environment: Object.fromEntries(environment),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(all.length === 0 ? {} : { arguments: all }),
    limits,
    unapplied: describeUnapplied(job ?? spec, spec, pod, container),
    differences: [
      ...describeJob(spec, pod, container, image),
      ...describeFilling(text, given),
      ...unread,
      ...computed.map((name) => `ces/job.yaml sets ${name} to what only the cluster knows`),
      ...unknown.map((word) => `ces/job.yaml starts it with ${word}, which only the cluster knows`),
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

/** In their order: a value may name those before it. `computed`: those whose value is not known here, but for the template's own. */
function readVariables(variables: readonly LocatedNode[]): {
  readonly environment: ReadonlyMap<string, string>;
  readonly computed: readonly string[];
} {
  const environment = new Map<string, string>();
  const computed: string[] = [];
  for (const variable of variables) {
    const value = variable.entries.get('value')?.text;
    const { text, unknown } = expandWord(value ?? '', environment);
    environment.delete(nameOf(variable));
    if (value !== undefined && unknown.length === 0) environment.set(nameOf(variable), text);
    else if (!isOwn(variable, value)) computed.push(nameOf(variable));
  }
  return { environment, computed };
}

function isOwn(variable: LocatedNode, value: string | undefined): boolean {
  const source = variable.entries.get('valueFrom')?.entries.get('fieldRef')?.entries.get('fieldPath')?.text;
  return value === undefined
    ? ownWords.has(nameOf(variable)) && source === 'metadata.name'
    : ownWords.has(`${nameOf(variable)}=${value}`);
}

function nameOf(variable: LocatedNode): string {
  return variable.entries.get('name')?.text ?? '';
}

function textsOf(container: LocatedNode, key: string): readonly string[] {
  return (container.entries.get(key)?.items ?? []).map(({ text = '' }) => text);
}
