import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { fromRoot } from '../pipelines/build-contexts.ts';
import { buildSources } from './copy-sources.ts';
import { writtenBy } from './written-by.ts';

/** A file of the project that a pipeline writes over. */
export interface Rewritten {
  readonly path: string;
  /** 1-based, in the file that the command stands in. */
  readonly line: number;
  /** A folder that files go into whose names nothing says: a clone, an archive, a patch. */
  readonly isUnnamed?: true;
}

/** What a build takes. */
interface Taken {
  readonly dockerfile: DockerfileFacts;
  /** Of the Dockerfile, from where the pipelines begin. */
  readonly path: string;
  /** Paths of pipelines are the project's. */
  readonly isAtRoot: boolean;
}

/** What an image that takes the whole project runs or installs: of other files, a pipeline writes reports beside them. */
const decides =
  /\.(?:py|r|rmd|qmd|ipynb|jl|sh|pl|toml|lock|cfg|txt|ya?ml|json)$|(?:^|\/)(?:Makefile|Manifest\.toml|renv\.lock)$/i;
const reports = /(?:^|\/)(?:reports?|results?|artifacts?|dist|build|out|coverage|handover|\.cache)\//i;

/** Files that the build takes, or the Dockerfile itself, and that a command writes over before. */
export function findRewritten(command: ShellCommand, taken: Taken): readonly Rewritten[] {
  const { directory = '', line } = command;
  const { files, folders } = writtenBy(command);
  return [
    ...findTaken(files, taken, { directory, line }),
    ...folders.flatMap((folder) => findFilled(folder, taken, { directory, line })),
  ];
}

/** A folder that an action fills with another repository, or with what another job has made. */
export function findPlaced({ uses, inputs, line }: PipelineStep, taken: Taken): readonly Rewritten[] {
  const { path = '', repository = '' } = inputs;
  const action = uses?.action ?? '';
  const isFilled = action === 'actions/download-artifact' || (action === 'actions/checkout' && repository !== '');
  return isFilled && path !== '' ? findFilled(fromRoot(path), taken, { directory: '', line }) : [];
}

interface Place {
  readonly directory: string;
  readonly line: number;
}

function findFilled(folder: string, taken: Taken, { directory, line }: Place): readonly Rewritten[] {
  const path = taken.isAtRoot ? resolve(directory, folder) : undefined;
  return path !== undefined && mayReach(path, taken.dockerfile)
    ? [{ path: path === '' ? 'the project' : path, line, isUnnamed: true }]
    : [];
}

/** Those of these paths that the build takes. */
function findTaken(
  paths: readonly string[],
  { dockerfile, path, isAtRoot }: Taken,
  { directory, line }: Place,
): readonly Rewritten[] {
  if (!isAtRoot) return [];
  const sources = buildSources(dockerfile);
  return paths.flatMap((word) => {
    const written = resolve(directory, word);
    if (written === undefined) return [];
    const isTaken =
      written === path ||
      /(?:^|\/)(?:\.dockerignore|\.containerignore|Dockerfile\.dockerignore)$/.test(written) ||
      sources.some((source) => covers(source, written));
    return isTaken ? [{ path: written, line }] : [];
  });
}

/** Whether files of any name in this folder may be what a build takes. */
function mayReach(folder: string, dockerfile: DockerfileFacts): boolean {
  if (folder === '') return true;
  if (folder.split('/')[0] === '.git') return false;
  return buildSources(dockerfile).some((source) => {
    const [plain = ''] = source.split(/[*?[]/, 1);
    if (source === '' || source === '.') return !reports.test(`${folder}/`);
    return folder === source || folder.startsWith(`${source}/`) || plain.startsWith(`${folder}/`);
  });
}

function covers(source: string, written: string): boolean {
  if (source === '' || source === '.') return decides.test(written) && !reports.test(`${written}/`);
  const [plain = ''] = source.split(/[*?[]/, 1);
  return plain === source ? written === source || written.startsWith(`${source}/`) : written.startsWith(plain);
}

/** From where the pipelines begin; nothing of what lies elsewhere, or holds a variable. */
function resolve(directory: string, word: string): string | undefined {
  const parts: string[] = [];
  if (/[$`%]|^\/|^~/.test(`${directory === '' ? '' : `${directory}/`}${word}`)) return undefined;
  for (const part of `${directory}/${word}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
