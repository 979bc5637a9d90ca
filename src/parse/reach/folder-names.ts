import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { Location } from '../../model/check/rule.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { NamedByFolder } from '../../model/programs/reach.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { type Target } from './command-target.ts';
import { isHarmless } from './harmless-programs.ts';
import { foldersGiven } from './module-folders.ts';
import type { PlacedFiles } from '../placed/placed-files.ts';
import type { TargetResolver } from './resolve-target.ts';
import { launchedBy } from './supervisor.ts';
import type { Run } from './run.ts';

interface Runner {
  readonly files: readonly string[];
  /** Options and a variable that say where its project lies, or that it needs none. */
  readonly options: RegExp;
  readonly variable: string;
}

/** Programs that run another one in the environment of the project that lies where they are started. */
const runners: ReadonlyMap<string, Runner> = new Map([
  [
    'uv',
    { files: ['pyproject.toml'], options: /^--(?:project|directory|no-project|script)(?:=|$)/, variable: 'UV_PROJECT' },
  ],
  [
    'pixi',
    {
      files: ['pixi.toml', 'pyproject.toml'],
      options: /^(?:-m|--manifest-path(?:=.*)?)$/,
      variable: 'PIXI_PROJECT_MANIFEST',
    },
  ],
  [
    'poetry',
    { files: ['pyproject.toml'], options: /^(?:-[CP]|--(?:directory|project)(?:=.*)?)$/, variable: 'POETRY_PROJECT' },
  ],
  ['pipenv', { files: ['Pipfile'], options: /^--system$/, variable: 'PIPENV_PIPFILE' }],
  ['pdm', { files: ['pyproject.toml'], options: /^(?:-p|--project(?:=.*)?)$/, variable: 'PDM_PROJECT' }],
]);

/** A folder that no image has: without WORKDIR a start is in the root, where files may be. */
const nowhere = '/.nowhere';

/** Run a program that is not read here, and how its name ends. */
const interpreters = /^(?:node(?:js)?|ts-node|tsx|bun|deno|perl|ruby|php|lua|groovy|pwsh)$/;
const ofInterpreter = /^[^-].*\.(?:[cm]?[jt]sx?|p[lm]|rb|php|lua|groovy|ps1)$/;

type Named = Pick<NamedByFolder, 'what' | 'place' | 'isModule'>;

/** Collects what commands of the start name without saying where it is. */
export class FolderNames {
  readonly found: NamedByFolder[] = [];
  private readonly files: PlacedFiles;
  private readonly resolver: TargetResolver;

  constructor(files: PlacedFiles, resolver: TargetResolver) {
    this.files = files;
    this.resolver = resolver;
  }

  /** `run`: with the folder in which the command is started. */
  note(command: ShellCommand, targets: readonly Target[], run: Run, location: Location): void {
    if (run.class !== 'started' || run.hasMoved === true) return;
    const named = new Map<string, Named>();
    for (const each of [
      ...targets.flatMap((target) => this.ofTarget(target, run)),
      ...this.ofClassPath(command, run),
      ...ofProject(command),
      ...this.ofRunner(command, run),
      ...this.ofWords(command, run),
    ])
      if (!named.has(each.what)) named.set(each.what, each);
    const { way, workdir } = run;
    for (const each of named.values())
      this.found.push({ ...each, ...(workdir === undefined ? {} : { folder: workdir }), way, location });
  }

  /** Scripts and documents that a text of the start runs by a name that is found only where it is started: `R -e 'source("run.R")'`. */
  noteText({ imports }: ProgramFacts, run: Run, location: Location): void {
    if (run.class !== 'started' || run.hasMoved === true) return;
    const { way, workdir } = run;
    for (const { name } of imports)
      if (
        isRelative(name) &&
        !name.includes('*') &&
        (/\.(?:r|jl|[rq]md)$/i.test(name) || this.files.isFolder(resolvePath(name, run.workdir ?? '/')))
      )
        this.found.push({
          ...this.place(name, run),
          ...(workdir === undefined ? {} : { folder: workdir }),
          way,
          location,
        });
  }

  private ofTarget(target: Target, run: Run): readonly Named[] {
    if (target.kind === 'file' && isRelative(target.path)) return [this.place(target.path, run)];
    if (target.kind === 'workflow') return this.ofWorkflow(target, run);
    if (target.kind !== 'module') return [];
    const given = foldersGiven(target.arguments);
    if (given.length > 0) return given.filter(isRelative).map((folder) => this.place(folder, run));
    if (this.isInFolder(target.name, run) || this.isSoughtInFolder(target, run))
      return [{ what: target.name, isModule: true }];
    return target.isStarted && this.resolver.locate(target.name, run) === undefined
      ? launchedBy(target.name, target.arguments, run.environment).targets.flatMap((each) => this.ofTarget(each, run))
      : [];
  }

  /** `make`, `snakemake`: the first of its names that lies there; the usual one of what ends without it. */
  private ofWorkflow({ folder, names, isNeeded }: Extract<Target, { kind: 'workflow' }>, run: Run): readonly Named[] {
    if (folder !== undefined && !isRelative(folder)) return [];
    const named = names
      .map((name) => `${folder === undefined ? '' : `${folder}/`}${name}`)
      .filter(isRelative)
      .map((name) => this.place(name, run));
    const usual = named.find(({ what }) => what.endsWith('Makefile')) ?? named[0];
    // An image that nobody gave a folder and that has no such file works in the folder of whoever starts it, apptainer's too.
    const isBrought = run.workdir !== undefined || named.some(({ what }) => this.hasLike(what));
    const isOwn = isNeeded === true && isBrought;
    const found = named.find(({ place }) => place !== undefined) ?? (isOwn ? usual : undefined);
    return found === undefined ? [] : [found];
  }

  /** Whether Python finds a module of the project, and only in the working directory. */
  private isInFolder(name: string, run: Run): boolean {
    const find = (where: Run): string | undefined => this.resolver.locate(name, where);
    return find(run) !== undefined && find({ ...run, workdir: nowhere }) === undefined;
  }

  /** Whether Python looks for a module in the working directory alone, which the image does not have even there. */
  private isSoughtInFolder(target: Extract<Target, { kind: 'module' }>, run: Run): boolean {
    return (
      !run.environment.has('PYTHONPATH') &&
      this.resolver.locate(target.name, run) === undefined &&
      this.resolver.isLacking(target.name, { ...run, arguments: target.arguments })
    );
  }

  /** What `java` is told to look in, which the build may have made. */
  private ofClassPath({ program, words }: ShellCommand, run: Run): readonly Named[] {
    if (program !== 'java') return [];
    const at = words.findIndex((word) => /^(?:-cp|-classpath|--class-path|-jar)$/.test(word));
    const [, joined] = /^--class-path=(.*)$/.exec(words.find((word) => word.startsWith('--class-path=')) ?? '') ?? [];
    const given = joined ?? (at < 0 ? '' : (words[at + 1] ?? ''));
    return given
      .split(':')
      .filter(isRelative)
      .map((name) => this.place(name, run));
  }

  /** `poetry run`, `uv run`: the project, with the environment that was made for it, is looked for where the runner is started. */
  private ofRunner({ program, words, assignments }: ShellCommand, run: Run): readonly Named[] {
    const runner = runners.get(program);
    if (runner === undefined || words[1] !== 'run') return [];
    const isTold =
      words.some((word) => runner.options.test(word)) ||
      [run.environment, new Map(Object.entries(assignments))].some((each) => each.has(runner.variable));
    if (isTold) return [];
    return runner.files
      .map((name) => this.place(name, run))
      .filter(({ place }) => place !== undefined)
      .slice(0, 1);
  }

  /** Words that are names of files in the folder: a configuration, a program in a language that is not read. */
  private ofWords({ program, words }: ShellCommand, run: Run): readonly Named[] {
    if (isHarmless(program)) return [];
    // A program in a language that is not read is one where it is missing, too.
    const started = interpreters.test(program) ? words.slice(1).find((word) => ofInterpreter.test(word)) : undefined;
    return words.slice(1).flatMap((word) => {
      if (word === started && isRelative(word)) return [this.place(word, run)];
      const name = word.replace(/^--?[\w-]+=/, '');
      const named = isRelative(name) && /[./]/.test(name) ? this.place(name, run) : undefined;
      return named?.place === undefined ? [] : [named];
    });
  }

  private hasLike(name: string): boolean {
    this.files.budget.spend(this.files.size);
    return [...this.files.entries()].some(([path]) => path.endsWith(`/${name}`));
  }

  private place(name: string, { workdir }: Run): Named {
    const place = workdir === undefined ? undefined : resolvePath(name, workdir);
    return place === undefined || this.files.at(place) === undefined ? { what: name } : { what: name, place };
  }
}

/** `julia --project`, `--project=@.`: the project, with its packages, is looked for where Julia is started. */
function ofProject({ program, words }: ShellCommand): readonly Named[] {
  if (program !== 'julia') return [];
  const first = words.findIndex((word, at) => at > 0 && !word.startsWith('-'));
  const options = first < 0 ? words : words.slice(0, first);
  const found = options.find((word) => /^--project(?:=(?:@?\.)?\/?)?$/.test(word));
  return found === undefined ? [] : [{ what: found }];
}

function isRelative(path: string): boolean {
  return path !== '' && !/^[/~-]|\$/.test(path);
}
