import type { ProjectFile } from '../../model/sources/facts.ts';
import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readYaml } from '../text/located-yaml.ts';

/** A build as a compose file or a pipeline names it. Paths are relative to the project; `''` is the project itself. */
export interface NamedBuild {
  readonly dockerfile: string;
  readonly context: string;
  /** Path of the file that says so. */
  readonly from: string;
}

const engines = new Set(['buildah', 'docker', 'nerdctl', 'podman']);
/** Options of `docker build` that take the next word. */
const withValue = new Set([
  '--add-host',
  '--allow',
  '--annotation',
  '--attest',
  '--build-arg',
  '--build-context',
  '--builder',
  '--cache-from',
  '--cache-to',
  '--iidfile',
  '--label',
  '--metadata-file',
  '--network',
  '--output',
  '--platform',
  '--progress',
  '--secret',
  '--shm-size',
  '--ssh',
  '--tag',
  '--target',
  '--ulimit',
  '--arch',
  '--authfile',
  '--creds',
  '--file',
  '--format',
  '--ignorefile',
  '--isolation',
  '--jobs',
  '--manifest',
  '--memory',
  '--os',
  '--retry',
  '--security-opt',
  '--timestamp',
  '--volume',
  '-f',
  '-m',
  '-o',
  '-t',
  '-v',
]);

/** Builds that a compose file names: `build: ./api`, or its context and Dockerfile. */
export function buildsOfCompose({ path, text = '' }: ProjectFile): readonly NamedBuild[] {
  const read = readYaml(text);
  if ('problem' in read) return [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const services = read.documents[0]?.entries.get('services')?.entries.values() ?? [];
  return [...services].flatMap((service) => {
    const build = service.entries.get('build');
    const context = build?.text ?? build?.entries.get('context')?.text ?? (build === undefined ? undefined : '.');
    return context === undefined
      ? []
      : nameBuild(join(folder, context), build?.entries.get('dockerfile')?.text ?? 'Dockerfile', path);
  });
}

/** Builds of a pipeline: docker/build-push-action, and `docker build` with its twins. */
export function buildsOfPipeline({ path, steps }: PipelineFacts): readonly NamedBuild[] {
  return steps.flatMap(({ uses, inputs, commands }) => [
    ...(uses?.action === 'docker/build-push-action'
      ? nameFromRoot(inputs['context'] ?? '.', inputs['file'], path)
      : []),
    ...commands.flatMap((command) => buildsOfCommand(command, path)),
  ]);
}

/** The build that a command does, seen from the folder that it runs in. */
export function buildsOfCommand(command: ShellCommand, from: string): readonly NamedBuild[] {
  const rest = wordsOfBuild(command);
  if (rest === undefined) return [];
  const file = rest.findIndex((word) => word === '-f' || word === '--file');
  const named = file < 0 ? rest.find((word) => word.startsWith('--file='))?.slice('--file='.length) : rest[file + 1];
  return nameFromRoot(positionalsOf(command)[0] ?? '.', named, from, command.directory);
}

/** Words of a build that are no options and none of their values: the context alone, if it is written out. */
export function positionalsOf(command: ShellCommand): readonly string[] {
  const rest = wordsOfBuild(command) ?? [];
  return rest
    .filter((word, at) => !word.startsWith('-') && !withValue.has(rest[at - 1] ?? ''))
    .map((word) => fromRoot(word));
}

function wordsOfBuild({ program, words }: ShellCommand): readonly string[] | undefined {
  const at = words.findIndex((word) => word === 'build' || word === 'bud');
  return engines.has(program) && at >= 1 && at <= 3 ? words.slice(at + 1) : undefined;
}

/** The folder that a pipeline begins in, by the names that its system has for it, is `.`. */
export function fromRoot(path: string): string {
  return path.replace(
    /^(?:dir:\/\/)?(?:\$(?:\{(?:CI_PROJECT_DIR|GITHUB_WORKSPACE)\}|(?:CI_PROJECT_DIR|GITHUB_WORKSPACE)(?!\w))|\$\{\{ ?github\.workspace ?\}\}|\{\{ ?defaultContext ?\}\}$)/,
    '.',
  );
}

/** The Dockerfile of a command is named from where the command runs, that of compose from the context. */
function nameFromRoot(context: string, file: string | undefined, from: string, directory = ''): readonly NamedBuild[] {
  const start = join('', directory);
  const folder = start === undefined ? undefined : join(start, context);
  if (start === undefined || folder === undefined) return [];
  const dockerfile = file === undefined ? join(folder, 'Dockerfile') : join(start, fromRoot(file));
  return dockerfile === undefined ? [] : [{ dockerfile, context: folder, from }];
}

function nameBuild(context: string | undefined, file: string, from: string): readonly NamedBuild[] {
  const dockerfile = context === undefined ? undefined : join(context, file);
  return context === undefined || dockerfile === undefined ? [] : [{ dockerfile, context, from }];
}

/** Nothing where it is an address, holds a variable, is absolute or leaves the project. */
function join(folder: string, path: string): string | undefined {
  if (/[$%]|:\/\/|^\//.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
