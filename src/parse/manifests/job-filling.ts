import { readYaml, type LocatedNode } from '../text/located-yaml.ts';

/** In the place of what only the TRE knows; nobody writes them. */
const filled = {
  tag: 'tag-of-the-run',
  user: 'user-of-the-run',
  runAsUser: '1987654321',
  group: '1987654322',
} as const;
/** Rights that hold for whoever submits the job: the start script writes the number of the user, or of the project's group. */
const numbers = { runAsUser: filled.runAsUser, runAsGroup: filled.group, fsGroup: filled.group } as const;

/**
 * What `ces/run.sh` does not find in `ces/job.yaml`, which it edits line by line before the cluster reads it as YAML: a key in quotes or braces stays
 * as it is, so that another image, user or folder is submitted than the one that is named. In words that end a sentence; empty where all is found.
 * `given`: arguments that the script puts in the place of the job's own.
 */
export function describeFilling(text: string, given: readonly string[]): readonly string[] {
  const [before, after] = [readJob(text), readJob(fill(text, given))];
  if (before === undefined || after === undefined)
    return ['ces/job.yaml cannot be read after ces/run.sh has filled it in'];
  const missed = [
    ...(after.image === before.image?.replace(':TAG', `:${filled.tag}`) ? [] : ['image']),
    ...Object.entries(numbers)
      .filter(([key, number]) => after.rights(key).some((value) => value !== number))
      .map(([key]) => key),
    ...(after.claims.join() === before.claims.join().replaceAll('-USER', `-${filled.user}`) ? [] : ['claimName']),
    ...(given.length === 0 || after.arguments.join('\0') === given.join('\0') ? [] : ['args']),
  ];
  return missed.map(
    (key) =>
      `ces/job.yaml has ${key} where ces/run.sh does not find it: it looks for a line that begins with \`${key}:\``,
  );
}

/** As the script does it with sed and awk: `args:`, or the line of the one image where there is none, gets the arguments, and what `args:` had goes. */
function fill(text: string, given: readonly string[]): string {
  const lines = text.split('\n');
  const hasArguments = lines.some((line) => /^ *args:/.test(line));
  const isUnclear = !hasArguments && lines.filter((line) => /^ *image:/.test(line)).length !== 1;
  if (given.length === 0 || isUnclear) return lines.map(fillLine).join('\n');
  let dropped: number | undefined;
  return lines
    .flatMap((line) => {
      const margin = /^ */.exec(line)?.[0] ?? '';
      if ((hasArguments ? /^ *args:/ : /^ *image:/).test(line)) {
        dropped = hasArguments ? margin.length : undefined;
        const words = given.map((word) => `${margin}  - ${JSON.stringify(word)}`);
        return [...(hasArguments ? [] : [fillLine(line)]), `${margin}args:`, ...words];
      }
      if (dropped !== undefined && isOfArguments(line, margin.length, dropped)) return [];
      dropped = undefined;
      return [fillLine(line)];
    })
    .join('\n');
}

function isOfArguments(line: string, indent: number, depth: number): boolean {
  return /^ *(?:#|$)/.test(line) || indent > depth || (indent === depth && /^ *[\]-]/.test(line));
}

function fillLine(line: string): string {
  if (/^ *image:/.test(line)) return line.replace(':TAG', `:${filled.tag}`);
  if (/^ *claimName:/.test(line)) return line.replace('-USER', `-${filled.user}`);
  const [, key = ''] = /^ *(runAsUser|runAsGroup|fsGroup):/.exec(line) ?? [];
  const number = Object.entries(numbers).find(([name]) => name === key)?.[1];
  return number === undefined ? line : `${line.slice(0, line.indexOf(':') + 1)} ${number}`;
}

interface Job {
  readonly image: string | undefined;
  /** Values of a key in the rights of the pod and of its container. */
  rights(key: string): readonly (string | undefined)[];
  readonly claims: readonly string[];
  readonly arguments: readonly string[];
}

function readJob(text: string): Job | undefined {
  const read = readYaml(text);
  if ('problem' in read) return undefined;
  const job = read.documents.find(({ entries, items }) => entries.size + items.length > 0);
  const pod = job?.entries.get('spec')?.entries.get('template')?.entries.get('spec');
  const container = pod?.entries.get('containers')?.items[0];
  if (pod === undefined || container === undefined) return undefined;
  const contexts = [pod, container].flatMap((node) => node.entries.get('securityContext') ?? []);
  return {
    image: container.entries.get('image')?.text,
    rights: (key) => contexts.flatMap((node) => (node.entries.has(key) ? [node.entries.get(key)?.text] : [])),
    claims: (pod.entries.get('volumes')?.items ?? []).flatMap(claimOf),
    arguments: (container.entries.get('args')?.items ?? []).map((each) => each.text ?? ''),
  };
}

function claimOf(volume: LocatedNode): readonly string[] {
  const name = volume.entries.get('persistentVolumeClaim')?.entries.get('claimName')?.text;
  return name === undefined ? [] : [name];
}
