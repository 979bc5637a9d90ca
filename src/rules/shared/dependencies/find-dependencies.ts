import type { DockerfileFacts, FinalImage, Instruction, Stage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Location } from '../../../model/check/rule.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isPinned } from '../../../parse/manifests/is-pinned.ts';
import { type Install, readInstall } from '../../../parse/shell/installs.ts';
import { fromFolder, locateFile } from './locate-file.ts';
import { fedLists, writtenFrom } from '../../../parse/packages/written-lists.ts';
import { bindBy, type Named, readOwnProject, readPackageList, refuseByPip } from './package-lists.ts';
import { readRequirements } from '../../../parse/manifests/requirements.ts';
import { refuseByConda } from '../packages/names-of-entry.ts';
import { once } from '../once.ts';
import { placeOf } from '../users/home.ts';
import { areWheels, readAdd, readMoving, readOtherInstalls } from './other-installs.ts';
import { hasSnapshot, isDated, readProgramInstalls } from './program-installs.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { findClone } from './find-clone.ts';
import { settleVersions } from './settle-versions.ts';
import { splitNames } from './unsettled-names.ts';

/** What an image installs, as far as its commands, lists and build programs say it. */
export interface Dependencies {
  readonly named: readonly Named[];
  /** Lock files that fix what is installed. */
  readonly locks: readonly string[];
  /** Where names that a program computes are installed from a repository of one day. */
  readonly dated: readonly Location[];
  /** Lists that a command names and nobody could look into: they are not there, or for the reason in `why`. */
  readonly missing: readonly { readonly path: string; readonly location: Location; readonly why?: string }[];
}

/** Where a command stands, and what belongs to it. */
export interface Step {
  readonly command: ShellCommand;
  /** All commands of the text that it stands in. */
  readonly all: readonly ShellCommand[];
  readonly file: string;
  readonly run: Instruction;
}

/** The image that is looked at. */
export interface Subject {
  readonly image: FinalImage;
  readonly dockerfile: DockerfileFacts;
  readonly facts: ProjectFacts;
}

const nothing: Dependencies = { named: [], locks: [], dated: [], missing: [] };
/** Everything that the RUNs of an image, of the stages that it takes files from, and the programs that they start install; a dozen rules ask for it. */
export const findDependencies = (subject: Subject): Dependencies =>
  once(subject.image, 'dependencies', () => collectDependencies(subject));

function collectDependencies(subject: Subject): Dependencies {
  const { dockerfile, facts } = subject;
  const instructions = listInstructions(subject);
  const runs = instructions.filter(({ keyword }) => keyword === 'RUN');
  const programs = (facts.reach.get(dockerfile.path)?.programs ?? []).filter((each) => each.class === 'built');
  const runOf = (line: number | undefined): Instruction | undefined =>
    runs.find((run) => line !== undefined && run.line <= line && line <= run.endLine);
  const steps = [
    ...runs.flatMap((run) =>
      run.commands.map((command) => ({ command, all: run.commands, file: dockerfile.path, run })),
    ),
    ...programs.flatMap(({ program, way }) => {
      const run = runOf(way[0]?.location.line);
      // A text in the Dockerfile is among the RUN's own commands already.
      if (run === undefined || program.path === dockerfile.path) return [];
      return program.commands.map((command) => ({ command, all: program.commands, file: program.path, run }));
    }),
  ];
  return join(
    settleVersions(
      [
        ...instructions.map((each) => ({
          part: { ...nothing, named: readAdd(each, dockerfile.path) },
          stage: each.stage,
        })),
        ...steps.map((step) => ({ part: readStep(step, subject), stage: step.run.stage, isEager: isEager(step) })),
        ...programs.map(({ program, way }) => {
          const run = runOf(way[0]?.location.line);
          return { part: readProgramInstalls(program, run, subject), stage: run?.stage ?? -1 };
        }),
      ],
      dockerfile.stages,
    ),
  );
}

/** `pip install -U --upgrade-strategy eager .` */
function isEager({ command: { words } }: Step): boolean {
  return words.some(
    (word, at) => (word === 'eager' && words[at - 1] === '--upgrade-strategy') || word === '--upgrade-strategy=eager',
  );
}

/** Instructions of the image, and of the stages that it copies from. */
export function listInstructions({ image, dockerfile: { stages, instructions } }: Subject): readonly Instruction[] {
  const stageOf = new Map<string, Stage>();
  for (const stage of stages)
    for (const name of [stage.name, String(stage.index)])
      if (name !== undefined && !stageOf.has(name)) stageOf.set(name, stage);
  const copies = groupBy(
    instructions.filter(({ keyword, flags }) => keyword === 'COPY' && flags['from'] !== undefined),
    ({ stage }) => stage,
  );
  const wanted = new Set<number>(image.stage.lineage);
  // A set grows while it is walked.
  for (const index of wanted)
    for (const { flags } of copies.get(index) ?? [])
      for (const below of stageOf.get(flags['from']?.toLowerCase() ?? '')?.lineage ?? []) wanted.add(below);
  return instructions.filter(({ stage, onbuild }) => !onbuild && wanted.has(stage));
}

function join(parts: readonly Dependencies[]): Dependencies {
  return {
    named: parts.flatMap(({ named }) => named),
    locks: [...new Set(parts.flatMap(({ locks }) => locks))],
    dated: parts.flatMap(({ dated }) => dated),
    missing: parts.flatMap(({ missing }) => missing),
  };
}

function readStep(step: Step, subject: Subject): Dependencies {
  const { command, file } = step;
  const clone = findClone(step, subject);
  if (clone !== undefined) return { ...nothing, named: [clone] };
  const install = readInstall(command);
  if (install === undefined) return { ...nothing, named: readOtherInstalls(step) };
  if (install.kind === 'system') return nothing;
  const isDay = install.kind === 'r' && isOfOneDay(step, subject);
  const { named: packages, lists, unknown } = splitNames(install.packages);
  const found = join([
    {
      ...nothing,
      named: packages
        .filter((text) => isOwnName(text, command))
        .map((text) => ({
          text,
          file,
          line: command.line,
          pinned: isDay || isFixed(text, install),
          ...(install.manager.startsWith('pip') ? refuseByPip(text) : {}),
          ...(install.kind === 'conda' && { isOfConda: true as const, ...refuseByConda(text) }),
        })),
      missing: unknown.map((path) => ({
        path,
        location: { file, line: command.line },
        why: 'no file gives it a value',
      })),
    },
    ...[...install.files, ...lists, ...fedLists(install, step)].map((path) => readList(path, install, step, subject)),
    ...install.projects.map((path) => readFolder(path, step, subject, install.extras)),
    ...(install.ownProject ? [readFolder('.', step, subject)] : []),
  ]);
  const bounds = install.constraints.flatMap((path) => locateFile(fromFolder(path, command), step.run, subject) ?? []);
  return { ...found, named: [...bindBy(bounds, subject.facts.byPath, found.named), ...readMoving(step)] };
}

/** The installers themselves are as old as the base image, unless the newest ones are asked for. */
function isOwnName(text: string, { words }: ShellCommand): boolean {
  return !/^(?:pip|setuptools|wheel)$/.test(text) || words.some((word) => /^(?:-\w*U|--upgrade$)/.test(word));
}

/** Whether a command installs packages of R from a repository of one day, its own or the image's. */
function isOfOneDay({ command }: Step, subject: Subject): boolean {
  const text = command.words.join(' ');
  return isDated(text) || (!/\s(?:-r|--repos)\s/.test(` ${text} `) && hasSnapshot(subject));
}

function isFixed(text: string, { kind }: Install): boolean {
  if (kind === 'r' || kind === 'github' || kind === 'bioconductor') return isPinned(text, 'r');
  return isPinned(text, kind === 'conda' ? 'conda' : 'pip');
}

function readList(path: string, install: Install, step: Step, subject: Subject): Dependencies {
  const { run, command, file } = step;
  if (/^https?:/.test(path)) {
    const why = 'it is fetched while the image is built';
    return { ...nothing, missing: [{ path, location: { file, line: command.line }, why }] };
  }
  const found = locateFile(fromFolder(path, command), run, subject);
  const written = found === undefined ? readHeredoc(path, install, run, subject) : undefined;
  if (written !== undefined) return { ...nothing, named: written };
  const missing = (name: string): Dependencies => ({
    ...nothing,
    missing: [{ path: name, location: { file, line: command.line } }],
  });
  if (found === undefined) {
    const { sources, isLeftOut } = writtenFrom(path, step);
    if (sources.length === 0) return missing(path);
    // One step back: lists that are made of each other lead nowhere.
    const all = join(sources.map((each) => readList(each, install, { ...step, all: [] }, subject)));
    return { ...all, named: all.named.filter(({ text }) => !isLeftOut(text)) };
  }
  if (/(?:^|[-_.])lock\b/.test(found)) return { ...nothing, locks: [found] };
  const listed = readPackageList(found, subject.facts.byPath, install.kind === 'conda' ? 'conda' : 'pip');
  return join([
    { ...nothing, named: listed.packages },
    ...(listed.missing === undefined ? [] : [missing(listed.missing)]),
  ]);
}

/** A list that an earlier `COPY <<EOF /tmp/requirements.txt` writes. */
function readHeredoc(
  path: string,
  install: Install,
  run: Instruction,
  { image, dockerfile }: Subject,
): readonly Named[] | undefined {
  const place = placeOf(path, image, run);
  const copy = dockerfile.instructions.find(
    (each) =>
      each.keyword === 'COPY' &&
      each.heredocs.length === 1 &&
      placeOf(each.words.at(-1)?.value ?? '', image, each) === place,
  );
  const [heredoc] = copy?.heredocs ?? [];
  if (copy === undefined || heredoc === undefined) return undefined;
  const { packages } = readRequirements(path, heredoc.text, install.kind === 'conda' ? 'conda' : 'pip');
  return packages.map((each) => ({ ...each, file: dockerfile.path, line: copy.line + (each.line ?? 1) }));
}

const locks = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pixi.lock', 'pylock.toml', 'requirements.lock'];

/** A project of Python in a folder of the image: its lock if one is there and the command reads it, else what it and these extras of it ask for. */
function readFolder(
  path: string,
  { run, command, file }: Step,
  subject: Subject,
  extras: readonly string[] = [],
): Dependencies {
  const folder = fromFolder(trimEnd(path, '/'), command);
  const own = (name: string): string | undefined => locateFile(`${folder}/${name}`, run, subject);
  const reads = !/^(?:pip|uv)$/.test(command.program) || command.words[1] === 'sync';
  const lock = reads ? locks.map(own).find((each) => each !== undefined) : undefined;
  if (lock !== undefined) return { ...nothing, locks: [lock] };
  const found = ['pyproject.toml', 'setup.py', 'setup.cfg', 'pixi.toml'].map(own).find((each) => each !== undefined);
  if (found === undefined)
    return (path === '.' && command.directory === undefined && !reads) || areWheels(path, listInstructions(subject))
      ? nothing
      : {
          ...nothing,
          missing: [{ path: `${path}/pyproject.toml`.replace(/^\.\//, ''), location: { file, line: command.line } }],
        };
  return {
    ...nothing,
    named: readOwnProject(found.slice(0, found.lastIndexOf('/') + 1), subject.facts.byPath, extras).packages,
  };
}
