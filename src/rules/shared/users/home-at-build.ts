import { homeCalls, homeInstallers, homeWriters } from '../../../catalog/software/home-writers.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { isCallOf } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { fetchedTo, isFetch } from '../fetches.ts';
import { mayHaveProject } from '../packages/renv-project.ts';
import { isInHome, placeOf } from './home.ts';
import { isSetFor } from './set-for-program.ts';
import { condaFolder } from './conda-folder.ts';
import { installsForUser } from './user-installs.ts';
import { isSettings, loadsSomething, writesProfile } from './settings-in-home.ts';
import { deletedBy, madeBy } from '../made-paths.ts';
import { once } from '../once.ts';

/** Options that name where something is put. */
const targets: ReadonlySet<string> = new Set([
  '--dir',
  '--directory',
  '--install-dir',
  '--prefix',
  '--target',
  '-C',
  '-d',
  '-p',
  '-t',
]);
/** Programs that only make a place, or look at one. */
const harmless: ReadonlySet<string> = new Set([
  'cd',
  'chmod',
  'chown',
  'find',
  'ls',
  'mkdir',
  'rm',
  'test',
  'touch',
  'useradd',
  'usermod',
]);
/** What a fetched installer is given to. */
const shells: ReadonlySet<string> = new Set(['bash', 'dash', 'python', 'sh', 'zsh']);

type ByPath = ProjectFacts['byPath'];

/** What the build puts into a home directory: copies, downloads, and what tools keep there unless they are told otherwise. */
export function findHomeAtBuild(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  reach: Reach | undefined,
  byPath: ByPath,
): readonly Finding[] {
  const found = image.instructions.flatMap((instruction) =>
    instruction.keyword === 'RUN'
      ? instruction.commands.flatMap((command) => judgeCommand(command, instruction, image) ?? [])
      : madeBy(instruction, image)
          .filter(
            (place) =>
              isInHome(place, image, instruction) &&
              (!isSettings(place) || loadsSomething(instruction, dockerfile, byPath)) &&
              !isDeleted(place, image),
          )
          .map((place) => ({
            message: `${instruction.keyword} puts files into ${place}`,
            line: instruction.line,
            fix: undefined,
          })),
  );
  const findings = found.map(({ message, line, fix }): Finding => ({
    message,
    location: { file: dockerfile.path, line },
    fix: fix ?? 'put it under /opt, readable by everybody',
  }));
  return reach === undefined ? findings : [...findings, ...judgeCalls(image, reach, byPath)];
}

/** A later RUN takes it away: nothing of it is needed when the container runs. */
function isDeleted(place: string, image: FinalImage): boolean {
  const deleted = once(
    image,
    'deleted places',
    () => new Set(image.instructions.flatMap((each) => (each.keyword === 'RUN' ? deletedBy(each, image) : []))),
  );
  return deleted.has(place);
}

interface Found {
  readonly message: string;
  readonly line: number;
  readonly fix: string | undefined;
}

/** What is fetched and given to a shell in the same RUN is an installer, which nobody needs afterwards. */
function isInstallerOf(command: ShellCommand, run: Instruction): boolean {
  if (!isFetch(command)) return false;
  const files = fetchedTo(command);
  const started = once(
    run,
    'starts files',
    () =>
      new Set(run.commands.flatMap(({ program, words }) => (shells.has(program) ? words.slice(1) : words.slice(0, 1)))),
  );
  return files.length > 0 && files.every((file) => started.has(file));
}

function judgeCommand(command: ShellCommand, run: Instruction, image: FinalImage): Found | undefined {
  const { program, words, line } = command;
  const own = installsForUser(command, run, image);
  if (own !== undefined) return own;
  const moved = (variables: readonly string[]): boolean => variables.some((name) => isMoved(name, command, run, image));
  const writer = homeWriters.find(
    (each) => each.program === program && (each.words ?? []).every((word) => words.includes(word)),
  );
  if (writer !== undefined) {
    const { below, variables, options = [], settings: off = [] } = writer;
    const told =
      words.some((word) => options.includes(word.split('=')[0] ?? '')) ||
      off.some((setting) => isSet(setting, command, run, image));
    if (!told && !moved(variables))
      return {
        message: `${words.slice(0, 3).join(' ')} puts what it brings into ~/${below}`,
        line,
        fix: adviseMove(variables),
      };
  }
  const installer =
    isFetch(command) && hasShell(run)
      ? homeInstallers.find(({ address }) => words.some((word) => word.includes(address)))
      : undefined;
  if (installer !== undefined && !moved(installer.variables))
    return {
      message: `the installer of ${installer.address} puts what it brings into ~/${installer.below}`,
      line,
      fix: adviseMove(installer.variables),
    };
  const conda = condaFolder(command);
  if (conda !== undefined)
    return {
      message: `the installer of conda puts what it brings into ~/${conda}`,
      line,
      fix: 'name a folder such as /opt/conda for it: -p /opt/conda',
    };
  if (harmless.has(program) || isInstallerOf(command, run)) return undefined;
  const place = placesOf(command, run, image).find(
    (each) => isInHome(each, image, run) && (!isSettings(each) || writesProfile(each, command)),
  );
  return place === undefined ? undefined : { message: `${program} puts files into ${place}`, line, fix: undefined };
}

/** Places that a command says it writes to: what it is known to make, and what its options name. */
function placesOf(command: ShellCommand, run: Instruction, image: FinalImage): readonly string[] {
  const named = command.words.flatMap((word, index, words) => {
    if (targets.has(words[index - 1] ?? '') && /^[/~$]/.test(word)) return [word];
    const joined = /^(--[\w-]+)=([/~$].*)$/.exec(word);
    return joined?.[1] !== undefined && targets.has(joined[1]) ? [joined[2] ?? ''] : [];
  });
  return [
    ...madeBy({ ...run, commands: [command] }, image).filter(
      (place) => !place.startsWith('/root/.cache') || command.words.some((word) => word.includes('.cache')),
    ),
    ...named.map((path) => placeOf(path, image, run)),
  ];
}

/** Whether a shell of the RUN may get what is fetched: by a pipe, or as a file. */
function hasShell(run: Instruction): boolean {
  return once(run, 'has a shell', () => run.commands.some(({ program }) => shells.has(program)));
}

/** Whether a variable names a place outside of home: of the image, before the command, or exported in the same RUN. */
function isMoved(name: string, command: ShellCommand, run: Instruction, image: FinalImage): boolean {
  const value = valueOf(name, command, run, image);
  const [first = ''] = value?.split(':') ?? [];
  // Of a list of folders the first is written to, and an empty one means the default (`JULIA_DEPOT_PATH=:/opt/julia`).
  return first !== '' && !isInHome(placeOf(first, image, run), image, run);
}

function isSet(setting: string, command: ShellCommand, run: Instruction, image: FinalImage): boolean {
  const [name = '', wanted = ''] = setting.split('=');
  const config = `${name
    .slice(name.indexOf('_') + 1)
    .toLowerCase()
    .replace('_', '.')
    .replaceAll('_', '-')} ${wanted}`;
  const told = once(image, `poetry config ${config}`, () =>
    image.instructions.some(({ commands }) =>
      commands.some(
        ({ program, words }) => program === 'poetry' && words.includes('config') && words.join(' ').includes(config),
      ),
    ),
  );
  return told || valueOf(name, command, run, image)?.toLowerCase() === wanted;
}

function valueOf(name: string, command: ShellCommand, run: Instruction, image: FinalImage): string | undefined {
  const exported = once(run, `exports ${name}`, () =>
    run.commands
      .filter(({ program }) => program === 'export')
      .flatMap(({ words }) => words)
      .find((word) => word.startsWith(`${name}=`)),
  );
  return command.assignments[name] ?? exported?.slice(name.length + 1) ?? image.environment.get(name)?.value;
}

/** Installers that a program of the build calls, in a stage that the image is made of: of another one it has what is copied from there. */
function judgeCalls(image: FinalImage, reach: Reach, byPath: ProjectFacts['byPath']): readonly Finding[] {
  const lines = new Set(image.instructions.map(({ line }) => line));
  return reach.programs.flatMap((reached) => {
    const { program, environment, class: kind, way } = reached;
    if (kind !== 'built' || !lines.has(way[0]?.location.line ?? 0)) return [];
    return program.calls.flatMap((call) => {
      const known = homeCalls.find(({ callee }) => isCallOf(call, callee, program));
      if (known === undefined || known.arguments.some((name) => call.named.has(name))) return [];
      const values = known.variables.map((name) => environment.get(name) ?? image.environment.get(name)?.value);
      const isUndone =
        (known.settings ?? []).some((setting) => isSetFor(setting, program, environment, image)) ||
        program.calls.some(({ callee }) => callee === known.undoneBy);
      const isKept = known.needsProject === true && !mayHaveProject(reached, image, reach, byPath);
      if (values.some(isElsewhere) || isUndone || isKept) return [];
      return [
        {
          message: `${call.callee} puts what it brings into ~/${known.below}`,
          location: { file: program.path, line: call.line },
          fix: adviseMove(known.variables) ?? 'name a folder such as /opt for it',
        },
      ];
    });
  });
}

function adviseMove(variables: readonly string[]): string | undefined {
  return variables[0] === undefined ? undefined : `set ${variables[0]} to a place such as /opt, readable by everybody`;
}

function isElsewhere(value: string | undefined): boolean {
  return value !== undefined && !/^$|^:|^(?:\/root|\/home|~|\$\{?HOME)/.test(value);
}
