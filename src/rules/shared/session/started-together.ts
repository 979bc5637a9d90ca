import type { Finding, Location } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { prepares, startsDaemon } from '../installed-servers.ts';
import { serverIn, serverOf } from './beside-servers.ts';

const supervisors: ReadonlySet<string> = new Set([
  'circusd',
  'foreman',
  'honcho',
  'pm2-runtime',
  'dinit',
  'multirun',
  'overmind',
  'process-compose',
  'runsvdir',
  's6-svscan',
  'svscan',
  'systemd',
  'supervisord',
]);

const fix = 'start one program; make a second image for the other';

/** Supervisors, and a server that is started with another program: by the start itself, or by a script of it. */
export function findStarted(
  { entrypoint, cmd }: FinalImage,
  { path }: DockerfileFacts,
  facts: ProjectFacts,
): readonly Finding[] {
  const own = [entrypoint, cmd].flatMap((start) => start?.commands ?? []);
  const found = [...findTogether(own, path), ...findDaemon(own, path)];
  if (found.length > 0) return found;
  const reach = facts.reach.get(path);
  const scripts = (reach?.programs ?? []).filter(
    ({ class: kind, program }) => kind === 'started' && program.language === 'shell',
  );
  return scripts.flatMap(({ program }) => {
    // Of two that a condition, an argument or a function chooses from, one runs.
    const always = program.commands.filter(
      ({ isConditional, onArgument, function: within }) =>
        isConditional !== true && onArgument === undefined && within === undefined,
    );
    return [
      ...findTogether(always, program.path, (command) => ofProject(command, reach)),
      ...findDaemon(always, program.path),
    ];
  });
}

/** The server that a program of the project is, which a command of a script starts: `python3 /app/api.py &`. */
function ofProject({ words }: ShellCommand, reach: Reach | undefined): string | undefined {
  const names = new Set(words.slice(1).map(baseName));
  for (const reached of reach?.programs ?? []) {
    const { class: kind, program } = reached;
    if (kind !== 'started' || program.language === 'shell' || !names.has(baseName(program.path))) continue;
    const name = reach === undefined ? undefined : serverIn(reached, reach);
    if (name !== undefined) return name;
  }
  return undefined;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Supervisors, and two servers. `also`: the server that a command starts otherwise. */
function findTogether(
  started: readonly ShellCommand[],
  file: string,
  also: (command: ShellCommand) => string | undefined = () => undefined,
): readonly Finding[] {
  const at = (line: number): Location => ({ file, line });
  const supervised = started
    .filter(({ program }) => supervisors.has(program))
    .map(({ program, line }) => ({ message: `${program} starts several programs`, location: at(line), fix }));
  const servers = started.flatMap((command) => {
    const name = serverOf(command) ?? also(command);
    return name === undefined ? [] : [{ name, line: command.line }];
  });
  const [first] = servers;
  const other = servers.find(({ name }) => name !== first?.name);
  if (first === undefined || other === undefined) return supervised;
  const message = `${first.name} and ${other.name} are started together`;
  return [...supervised, { message, location: at(other.line), fix }];
}

/** `service cron start && exec python main.py` */
function findDaemon(started: readonly ShellCommand[], file: string): readonly Finding[] {
  const daemon = started.find(startsDaemon);
  const beside = started.find((command) => !startsDaemon(command) && !prepares.test(command.program));
  if (daemon === undefined || beside === undefined) return [];
  const message = `${daemon.words.join(' ')} and ${beside.program} are started together`;
  return [{ message, location: { file, line: daemon.line }, fix }];
}
