import type { BuildContext, CopiedFile, DockerfileFacts, Instruction, Stage } from '../model/dockerfile-facts.ts';
import type { ProjectFile } from '../model/facts.ts';
import { parseDockerignore, toExpression } from './dockerignore.ts';

/**
 * What a build of a Dockerfile would send and copy. The context is taken to be the project; where the Dockerfile is in
 * a folder and its sources are found only there, that folder.
 */
export function describeContext(dockerfile: DockerfileFacts, files: readonly ProjectFile[]): BuildContext {
  const folder = dockerfile.path.slice(0, dockerfile.path.lastIndexOf('/') + 1);
  const copies = contextCopies(dockerfile);
  const paths = files.map((file) => file.path);
  const root = folder !== '' && usesFolder(copies, paths, folder) ? folder : '';
  const ignoreFile = [`${dockerfile.path}.dockerignore`, `${root}.dockerignore`].find((path) => paths.includes(path));
  const ignored = parseDockerignore(files.find((file) => file.path === ignoreFile)?.text ?? '');
  const sent = paths.filter((path) => path.startsWith(root) && !ignored(path.slice(root.length)));
  const { copied, missing } = copiedFiles(copies, sent, root);
  return { ...(ignoreFile === undefined ? {} : { ignoreFile }), sent, copied, missing, runtime: runtimeFiles(copied, dockerfile) };
}

/** Programs that run the file that they are given. */
const interpreters = /^(?:python|Rscript|R|bash|sh|dash|zsh|littler|r|source|\.|install2\.r)$/;

function runtimeFiles(copied: readonly CopiedFile[], { stages, instructions, final }: DockerfileFacts): string[] {
  const lineage = new Set(final?.stage.lineage);
  const runs = (keywords: RegExp): ReadonlySet<string> => new Set(instructions.filter(({ keyword }) => keywords.test(keyword)).flatMap(({ commands }) => commands.flatMap(({ words, program }) => (interpreters.test(program) ? words : words.slice(0, 1)).map(baseName))));
  const built = runs(/^RUN$/);
  const started = runs(/^(?:CMD|ENTRYPOINT)$/);
  const inFinal = copied.filter(({ instruction }) => lineage.has(instruction.stage) || stages.length === 1);
  return [...new Set(inFinal.map(({ path }) => path))].filter((path) => !built.has(baseName(path)) || started.has(baseName(path)));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function contextCopies(dockerfile: DockerfileFacts): Instruction[] {
  const stages = reachedStages(dockerfile.stages);
  return dockerfile.instructions.filter((instruction) => (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') && instruction.flags['from'] === undefined && !instruction.onbuild && stages.has(instruction.stage));
}

/** The last stage, those it is built on, and those that any of these copies from. */
function reachedStages(stages: readonly Stage[]): ReadonlySet<number> {
  const reached = new Set<number>();
  const waiting = stages.length === 0 ? [] : [stages.length - 1];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    const stage = stages[next];
    if (stage === undefined) continue;
    if (stage.from.stage !== undefined) waiting.push(stage.from.stage);
    for (const instruction of stage.instructions) {
      const source = instruction.flags['from'] ?? /(?:^|,)from=([^,]+)/.exec(instruction.flags['mount'] ?? '')?.[1];
      if (source === undefined) continue;
      const index = stages.findIndex((candidate) => candidate.name === source.toLowerCase() || String(candidate.index) === source);
      if (index >= 0) waiting.push(index);
    }
  }
  return reached;
}

/** Sources of a COPY or ADD, relative to the context, without `./`. */
function sourcesOf(instruction: Instruction): string[] {
  return instruction.words.slice(0, -1).map((word) => word.value).filter((source) => !/^(?:<<|[a-z]+:\/\/|git@)/.test(source)).map((source) => source.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, ''));
}

function usesFolder(copies: readonly Instruction[], paths: readonly string[], folder: string): boolean {
  const sources = copies.flatMap(sourcesOf).filter((source) => source !== '' && source !== '.' && !source.includes('*'));
  const has = (prefix: string, source: string): boolean => paths.some((path) => path === prefix + source || path.startsWith(`${prefix}${source}/`));
  return sources.some((source) => has(folder, source)) && !sources.some((source) => has('', source));
}

function copiedFiles(copies: readonly Instruction[], sent: readonly string[], root: string): { copied: CopiedFile[]; missing: CopiedFile[] } {
  const copied: CopiedFile[] = [];
  const missing: CopiedFile[] = [];
  for (const instruction of copies) {
    for (const source of sourcesOf(instruction)) {
      const everything = source === '' || source === '.';
      const expression = everything ? undefined : toExpression(source);
      const before = copied.length;
      for (const path of sent) {
        const relative = path.slice(root.length);
        const inside = everything || relative === source || relative.startsWith(`${source}/`) || (expression !== undefined && /[*?[]/.test(source) && parentMatches(relative, expression));
        if (inside) copied.push({ path, instruction });
      }
      if (copied.length === before) missing.push({ path: source, instruction });
    }
  }
  return { copied, missing };
}

function parentMatches(path: string, expression: RegExp): boolean {
  for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) if (expression.test(path.slice(0, at))) return true;
  return false;
}
