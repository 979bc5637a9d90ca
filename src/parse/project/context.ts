import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type {
  BuildContext,
  CopiedFile,
  DockerfileFacts,
  Instruction,
  Stage,
} from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { stagesByName } from '../dockerfile/stages-by-name.ts';
import { TooMuchWork, WorkBudget } from '../text/work-budget.ts';
import { isReadDifferently, parseDockerignore } from './dockerignore.ts';
import { contextCopies, guessRoot, mountedSources, sourcesOf } from './copy-sources.ts';
import { compilePattern } from './file-pattern.ts';

/**
 * What a build of a Dockerfile would send, and what of it ends up in the image. The context is the folder that compose files and pipelines
 * name; otherwise it is taken to be the project, or the Dockerfile's folder where its sources are found only there.
 * `all`: what the contexts of all Dockerfiles take together. Throws
 * TooMuchWork where patterns, copies and files are so many that to match them is more work than any build's.
 */
export function describeContext(
  dockerfile: DockerfileFacts,
  files: readonly ProjectFile[],
  named?: string,
  all?: WorkBudget,
): BuildContext {
  const copies = contextCopies(dockerfile.instructions);
  const paths = files.map((file) => file.path);
  const root = named === undefined ? guessRoot(dockerfile, paths) : named === '' ? '' : `${named}/`;
  const ignoreFile = [`${dockerfile.path}.dockerignore`, `${root}.dockerignore`].find((path) => paths.includes(path));
  const budget = new WorkBudget(mostSteps, tooManyPatterns, all);
  const ignored = parseDockerignore(files.find((file) => file.path === ignoreFile)?.text ?? '', budget);
  const sent = paths.filter((path) => path.startsWith(root) && !ignored(path.slice(root.length)));
  const { copied, passed, missing } = copiedFiles(copies, sent, {
    root,
    budget,
    reaches: describeReach(dockerfile, budget),
    started: startedPaths(dockerfile),
  });
  return {
    root,
    ...(ignoreFile === undefined ? {} : { ignoreFile }),
    sent,
    copied,
    passed,
    missing,
    runtime: runtimeFiles(copied, dockerfile),
  };
}

/**
 * Every file that a build of a Dockerfile can take into any of its stages, sorted: what COPY and ADD name and `.dockerignore` lets through, and what a
 * RUN mounts; all that is sent, where a COPY names what was not found; every file, where engines read the ignore file differently. More than ends
 * up in the image, never less. `files` may have folders among them.
 */
export function filesOfBuild(dockerfile: DockerfileFacts, files: readonly ProjectFile[]): readonly string[] {
  try {
    return findBuildFiles(dockerfile, files);
  } catch (error) {
    if (error instanceof TooMuchWork) return files.map(({ path }) => path).toSorted();
    throw error;
  }
}

function findBuildFiles(dockerfile: DockerfileFacts, files: readonly ProjectFile[]): readonly string[] {
  const { root, ignoreFile, sent } = describeContext(dockerfile, files);
  const isDisputed = files.some(
    ({ path, text }) =>
      path.endsWith('.containerignore') || (path === ignoreFile && (text === undefined || isReadDifferently(text))),
  );
  if (isDisputed) return files.map(({ path }) => path).toSorted();
  const mounted = takeMounted(dockerfile, files, root);
  // A stage that is built on one with ONBUILD runs it.
  const copies = dockerfile.instructions.filter(
    ({ keyword, flags }) => (keyword === 'COPY' || keyword === 'ADD') && flags['from'] === undefined,
  );
  const budget = new WorkBudget(mostSteps, tooManyPatterns);
  const { copied, missing } = copiedFiles(copies, sent, { root, budget, reaches: () => true, started: new Set() });
  const taken = missing.length > 0 ? sent : copied.map(({ path }) => path);
  return [...new Set([...taken, ...mounted])].toSorted();
}

/** Of the context, what a RUN mounts. Podman shows it also what `.dockerignore` leaves out. */
function takeMounted(dockerfile: DockerfileFacts, files: readonly ProjectFile[], root: string): readonly string[] {
  const sources = mountedSources(dockerfile).map((source) => `${root}${source}`);
  return files.flatMap(({ path }) =>
    sources.some((source) => source === root || path === source || path.startsWith(`${source}/`)) ? [path] : [],
  );
}

/** Steps: a pattern against a character of a path, or a copy against a file. A thousand copies of ten thousand files need a fifth of it. */
const mostSteps = 50_000_000;
/** The same for all Dockerfiles of a target together. */
export const contextsBudget = (): WorkBudget =>
  new WorkBudget(
    2 * mostSteps,
    'its copies, its .dockerignore and those of the Dockerfiles before it have too many patterns for so many files: check it alone',
  );
/** What is copied is kept, and asked for by many rules. */
const stepsToKeep = 60;
const tooManyPatterns = 'its copies and its .dockerignore have too many patterns for so many files';

/** Programs that run the file that they are given. */
const interpreters: ReadonlySet<string> = new Set([
  '.',
  'R',
  'Rscript',
  'bash',
  'dash',
  'install2.r',
  'julia',
  'littler',
  'python',
  'r',
  'sh',
  'source',
  'zsh',
]);

function runtimeFiles(copied: readonly CopiedFile[], { instructions }: DockerfileFacts): ReadonlySet<string> {
  const runs = (keywords: RegExp): ReadonlySet<string> =>
    new Set(
      instructions
        .filter(({ keyword }) => keywords.test(keyword))
        .flatMap(({ commands }) =>
          commands.flatMap(({ words, program }) =>
            (interpreters.has(program) ? words : words.slice(0, 1)).map(baseName),
          ),
        ),
    );
  const built = runs(/^RUN$/);
  const started = runs(/^(?:CMD|ENTRYPOINT)$/);
  return new Set(
    copied.map(({ path }) => path).filter((path) => !built.has(baseName(path)) || started.has(baseName(path))),
  );
}

/** What the start command runs by its path; a bare name is looked up elsewhere. */
function startedPaths({ final }: DockerfileFacts): ReadonlySet<string> {
  return new Set(
    [final?.entrypoint, final?.cmd]
      .flatMap((start) => start?.commands ?? [])
      .flatMap(({ words: [program = ''] }) =>
        program.includes('/') ? [resolvePath(program, final?.workdir?.value)] : [],
      ),
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether something at a path in a stage ends up in the image. */
type Reach = (stage: number, path: string) => boolean;

/** The stages that the image is built on are in it; of others, what its COPY --from takes. */
function describeReach({ stages, final }: DockerfileFacts, budget: WorkBudget): Reach {
  const lineage = new Set(final?.stage.lineage);
  const stageOf = stagesByName(stages);
  const takenFrom = new Map<Stage, Set<string>>();
  for (const { keyword, flags, words } of final?.instructions ?? []) {
    const source = keyword === 'COPY' ? stageOf.get(flags['from']?.toLowerCase() ?? '') : undefined;
    if (source === undefined) continue;
    const paths = takenFrom.get(source) ?? new Set();
    takenFrom.set(source, paths);
    for (const { value } of words.slice(0, -1)) paths.add(/[*$]/.test(value) ? '/' : resolvePath(value, '/'));
  }
  // What the source stage is built on is in it too.
  const taken = new Map<number, Set<string>>();
  for (const [{ lineage: below }, paths] of takenFrom)
    for (const index of below) {
      budget.spend(paths.size);
      const known = taken.get(index) ?? new Set();
      taken.set(index, known);
      for (const path of paths) known.add(path);
    }
  return (stage, path) => lineage.has(stage) || holdsPath(taken.get(stage) ?? new Set(), path);
}

/** Whether a path is one of some, or lies in one of them. */
function holdsPath(paths: ReadonlySet<string>, path: string): boolean {
  if (paths.has('/') || paths.has(path)) return true;
  for (let at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1))
    if (paths.has(path.slice(0, at))) return true;
  return false;
}

interface Destination {
  readonly budget: WorkBudget;
  readonly root: string;
  readonly reaches: Reach;
  readonly started: ReadonlySet<string>;
}

function copiedFiles(
  copies: readonly Instruction[],
  sent: readonly string[],
  { root, budget, reaches, started }: Destination,
): { copied: CopiedFile[]; passed: CopiedFile[]; missing: CopiedFile[] } {
  const copied: CopiedFile[] = [];
  const passed: CopiedFile[] = [];
  const missing: CopiedFile[] = [];
  for (const instruction of copies) {
    // Most images begin in their root, and `COPY --from` counts from there.
    const target = resolvePath(instruction.words.at(-1)?.value ?? '', instruction.workdir ?? '/');
    for (const source of sourcesOf(instruction)) {
      const everything = source === '' || source === '.';
      // A folder that has the name of the program is its source code; COPY would put only what is in it there.
      const isStarted =
        !everything &&
        (started.has(target) || started.has(resolvePath(baseName(source), target))) &&
        !sent.includes(root + source);
      if (isStarted) {
        missing.push({ path: source, instruction, isStarted });
        continue;
      }
      const fits = /[*?[]/.test(source) ? compilePattern(source, budget) : undefined;
      budget.spend(sent.length);
      let found = 0;
      for (const path of sent) {
        const relative = path.slice(root.length);
        const inside =
          everything ||
          relative === source ||
          relative.startsWith(`${source}/`) ||
          (fits !== undefined && fits(relative) >= 0);
        if (!inside) continue;
        found += 1;
        budget.spend(stepsToKeep);
        const below = everything
          ? relative
          : relative.startsWith(`${source}/`)
            ? relative.slice(source.length + 1)
            : baseName(relative);
        if (reaches(instruction.stage, resolvePath(below, target)) || reaches(instruction.stage, target))
          copied.push({ path, instruction });
        else passed.push({ path, instruction });
      }
      if (found === 0 && reaches(instruction.stage, target)) missing.push({ path: source, instruction });
    }
  }
  return { copied, passed, missing };
}
