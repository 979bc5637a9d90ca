import type { Finding, Location } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { findServer } from '../../../model/rehearsal/session-server.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { prepares, startsDaemon } from '../installed-servers.ts';

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
  return (facts.reach.get(path)?.programs ?? []).flatMap(({ class: kind, program }) => {
    if (kind !== 'started' || program.language !== 'shell' || program.path === path) return [];
    // Of two that a condition, an argument or a function chooses from, one runs.
    const always = program.commands.filter(
      ({ isConditional, onArgument, function: within }) =>
        isConditional !== true && onArgument === undefined && within === undefined,
    );
    return findTogether(always, program.path);
  });
}

/** Supervisors, and two servers. */
function findTogether(started: readonly ShellCommand[], file: string): readonly Finding[] {
  const at = (line: number): Location => ({ file, line });
  const supervised = started
    .filter(({ program }) => supervisors.has(program))
    .map(({ program, line }) => ({ message: `${program} starts several programs`, location: at(line), fix }));
  const first = started.map(findServer).find((server) => server !== undefined)?.name;
  const other = started.find((command) => ![first, undefined].includes(findServer(command)?.name));
  if (other === undefined) return supervised;
  const message = `${first ?? ''} and ${other.program} are started together`;
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
