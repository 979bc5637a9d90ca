import type { DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import { stagesByName } from '../dockerfile/stages-by-name.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { ProgramReader } from '../programs/read-programs.ts';
import { WorkBudget } from '../text/work-budget.ts';
import { placeArchive } from '../placed/installed-r.ts';
import { placeCommand } from '../placed/place-command.ts';
import { placeCopy, placeUnseen } from '../placed/place-copy.ts';
import { mostSteps, PlacedFiles, tooMany } from '../placed/placed-files.ts';
import { readConsoleScripts, type ConsoleScript } from './console-scripts.ts';
import type { Run } from './run.ts';
import { followTrail } from '../../shared/follow-trail.ts';
import { Walk } from './walk.ts';

/** Above what any build has: each RUN is followed with the files and variables that it sees. */
const mostRuns = 1000;
const mostVariables = 2000;

export interface Built {
  readonly stages: ReadonlyMap<number, PlacedFiles>;
  /** What the RUN instructions start. */
  readonly walks: readonly Walk[];
}

/** Goes through all stages and follows where files come to lie, and what each RUN starts. */
export function buildStages(dockerfile: DockerfileFacts, reader: ProgramReader): Built {
  const stages = new Map<number, PlacedFiles>();
  const environments = new Map<number, GrowingEnvironment>();
  const walks: Walk[] = [];
  const byName = stagesByName(dockerfile.stages);
  const budget = new WorkBudget(mostSteps, tooMany);
  for (const stage of dockerfile.stages) {
    const files = new PlacedFiles(stage.from.stage === undefined ? undefined : stages.get(stage.from.stage), budget);
    stages.set(stage.index, files);
    const environment = new GrowingEnvironment(
      stage.from.stage === undefined ? undefined : environments.get(stage.from.stage),
    );
    environments.set(stage.index, environment);
    for (const instruction of stage.instructions) {
      if (instruction.onbuild) continue;
      if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD')
        copyInto(files, instruction, dockerfile, (from) => stages.get(byName.get(from.toLowerCase())?.index ?? -1));
      if (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') environment.add(instruction);
      if (instruction.keyword === 'RUN' && walks.length < mostRuns)
        walks.push(runIn(files, instruction, environment.take(), { path: dockerfile.path, reader }));
    }
  }
  for (const files of stages.values()) placeArchive(files, dockerfile, (path) => reader.textOf(path));
  return { stages, walks };
}

function copyInto(
  files: PlacedFiles,
  instruction: Instruction,
  dockerfile: DockerfileFacts,
  stageOf: (from: string) => PlacedFiles | undefined,
): void {
  const from = instruction.flags['from'];
  if (from === undefined) {
    placeCopy(files, instruction, dockerfile);
    return;
  }
  const source = stageOf(from);
  const target = instruction.words.at(-1)?.value ?? '/';
  const place = absolute(target, instruction.workdir);
  for (const { value } of instruction.words.slice(0, -1)) {
    const path = absolute(value, '/');
    // Of another image, and of what a stage made by itself, nobody knows what it holds.
    if (source?.holds(path.replace(/\/?[*?[].*$/s, '') || '/') !== true)
      placeUnseen(
        files,
        [value],
        place,
        `is copied from ${from} in line ${String(instruction.line)}, where nobody looked`,
      );
    if (source !== undefined)
      files.copy(
        source,
        path,
        place,
        target.endsWith('/') || source.at(path) === undefined ? source.at(path) !== undefined : files.isFolder(place),
      );
  }
}

function absolute(path: string, workdir: string | undefined): string {
  const whole = path.startsWith('/') ? path : `${workdir ?? ''}/${path}`;
  const parts = whole.split('/').filter((part) => part !== '' && part !== '.');
  return `/${parts.join('/')}`;
}

/** Lets a RUN move files and notes what it starts: programs of the project that run while the image is built. */
function runIn(
  files: PlacedFiles,
  instruction: Instruction,
  environment: ReadonlyMap<string, string>,
  { path, reader }: { readonly path: string; readonly reader: ProgramReader },
): Walk {
  // A RUN installs the package and starts its program, or one after it does.
  let scripts: readonly ConsoleScript[] = [];
  let count = 0;
  const image = {
    files,
    get scripts() {
      if (files.installed.size !== count) scripts = scriptsOf(files, reader);
      count = files.installed.size;
      return scripts;
    },
  };
  const walk = new Walk(reader, image);
  const location = { file: path, line: instruction.line };
  const run: Run = {
    class: 'built',
    way: [{ text: `RUN in line ${String(instruction.line)}`, location }],
    environment,
    arguments: [],
    ...(instruction.workdir === undefined ? {} : { workdir: instruction.workdir }),
  };
  // `RUN python <<EOF`, `RUN pip install x && python - <<EOF`
  const script = instruction.heredocs[0];
  const readsAt = Math.max(0, instruction.commands.findIndex(takesText));
  let variables = environment;
  instruction.commands.forEach((command, index) => {
    if (command.program === 'export') variables = withExported(variables, command.words);
    const stdin =
      command.stdin ??
      (index === readsAt && script !== undefined ? { text: script.text, line: script.line } : undefined);
    const whole = stdin === undefined ? command : { ...command, stdin };
    placeCommand(files, whole, absolute(command.directory ?? '', instruction.workdir));
    followTrail(walk.command(whole, { ...run, environment: variables }, { file: path, line: command.line }));
  });
  const interpreter = script === undefined ? undefined : /^#!.*\b(python|Rscript|julia)/.exec(script.text)?.[1];
  if (script !== undefined && interpreter !== undefined && instruction.commands.length === 0) {
    const language = interpreter === 'Rscript' ? 'r' : interpreter === 'julia' ? 'julia' : 'python';
    followTrail(
      walk.text(
        { language, text: script.text, lines: script.text.split('\n').map((_, at) => script.line + at) },
        run,
        location,
      ),
    );
  }
  return walk;
}

/** The console scripts of the packages of the project that are installed. */
export function scriptsOf(files: PlacedFiles, reader: ProgramReader): readonly ConsoleScript[] {
  return [...files.installed].flatMap((root) =>
    ['pyproject.toml', 'setup.cfg', 'setup.py'].flatMap((name) =>
      readConsoleScripts(root + name, reader.textOf(root + name) ?? ''),
    ),
  );
}

/** An interpreter that is told no program runs what it is given. */
function takesText({ program, words }: ShellCommand): boolean {
  return /^(?:python|Rscript|R|julia|bash|sh)$/.test(program) && words.slice(1).every((word) => word.startsWith('-'));
}

function withExported(environment: ReadonlyMap<string, string>, words: readonly string[]): ReadonlyMap<string, string> {
  const all = new Map(environment);
  for (const word of words.slice(1)) {
    const at = word.indexOf('=');
    if (at > 0 && !word.includes('$')) all.set(word.slice(0, at), word.slice(at + 1));
  }
  return all;
}

/** ENV and ARG as they stand while a stage is built. One that was handed out never changes. */
class GrowingEnvironment {
  private variables: Map<string, string>;
  private isShared = false;

  constructor(parent?: GrowingEnvironment) {
    this.variables = new Map(parent?.variables);
  }

  add({ words }: Instruction): void {
    if (this.isShared) this.variables = new Map(this.variables);
    this.isShared = false;
    for (const { value } of words) {
      const at = value.indexOf('=');
      if (at > 0 && this.variables.size < mostVariables) this.variables.set(value.slice(0, at), value.slice(at + 1));
    }
  }

  take(): ReadonlyMap<string, string> {
    this.isShared = true;
    return this.variables;
  }
}
