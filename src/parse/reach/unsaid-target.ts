import type { Unfollowed } from '../../model/programs/reach.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { PlacedFiles } from '../placed/placed-files.ts';
import { readBefore } from '../placed/read-before.ts';
import { describeCommand, targetsOf, type Target } from './command-target.ts';

/** What a command starts in an image, or that its text does not say it. */
export function allTargetsOf(
  command: ShellCommand,
  environment: ReadonlyMap<string, string>,
  files: PlacedFiles,
): readonly Target[] {
  const [first = ''] = command.words;
  if (/^(?:%%|\/dev\/(?:tcp|udp)$)/.test(first)) return ofNoProgram(command.words);
  if (/[*?]/.test(first) || (first.includes('[') && first.includes(']')))
    return unsaid(command, 'is named by a pattern');
  const targets = targetsOf(withApplication(command, environment));
  if (!targets.some(({ kind }) => kind === 'name'))
    return [
      ...ownInterpreter(command, environment, files),
      ...readBefore(command, environment, files),
      ...ofText(command, targets),
    ];
  return targets;
}

/** `flask run` asks the image's variable for its application, too. */
export function withApplication(command: ShellCommand, environment: ReadonlyMap<string, string>): ShellCommand {
  const set = environment.get('FLASK_APP');
  return set === undefined || !command.words.some((word) => /(?:^|\/)flask$/.test(word))
    ? command
    : { ...command, assignments: { FLASK_APP: set, ...command.assignments } };
}

/** A cell in another language, and what bash opens by the name of a machine; one that is known is for the rules to judge. */
function ofNoProgram(words: readonly string[]): readonly Target[] {
  if (words[0]?.startsWith('%%') === true)
    return [{ kind: 'unfollowed', what: `a cell of ${words[0]}`, why: 'is in a language that is not read' }];
  const why = 'is a connection to a machine that only a variable names';
  return /[$`]/.test(words[1] ?? '') ? [{ kind: 'unfollowed', what: words.join('/'), why }] : [];
}

/** What is told of something that was not followed, of whatever has more. */
export function detailsOf(more: Omit<Unfollowed, 'what' | 'why' | 'class' | 'way'>): typeof more {
  const { location, isInstalled, isAbsent, isLacking, isForeign, neededBy, isSupposed } = more;
  return {
    location,
    ...(isInstalled && { isInstalled }),
    ...(isAbsent && { isAbsent }),
    ...(isLacking && { isLacking }),
    ...(isForeign && { isForeign }),
    ...(neededBy !== undefined && { neededBy }),
    ...(isSupposed && { isSupposed }),
  };
}

const usual = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `python3 main.py`, where the project or its Dockerfile put a `python3` of their own where it is looked for. */
function ownInterpreter(
  { words: [first = '', ...given] }: ShellCommand,
  environment: ReadonlyMap<string, string>,
  files: PlacedFiles,
): readonly Target[] {
  const folders = first.includes('/')
    ? []
    : (environment.get('PATH') ?? usual)
        .split(':')
        .flatMap((folder) => (folder === '$PATH' || folder === '${PATH}' ? usual.split(':') : [folder]));
  const places = first.startsWith('/') ? [first] : folders.map((folder) => `${folder}/${first}`);
  const own = places.find((place) => files.at(place) !== undefined);
  return own === undefined ? [] : [{ kind: 'file', path: own, arguments: given }];
}

function ofText(command: ShellCommand, targets: readonly Target[]): readonly Target[] {
  return targets.length === 0 && isFedInterpreter(command)
    ? [{ kind: 'unfollowed', what: `what is piped into ${describeCommand(command.words)}`, why: 'no file shows' }]
    : targets;
}

const interpreters: ReadonlySet<string> = new Set(['bash', 'sh', 'dash', 'zsh', 'ksh', 'ash', 'python', 'R', 'julia']);

/** `echo x | sh`: an interpreter that is given no program. */
function isFedInterpreter({ program, words, isFed, reads, stdin }: ShellCommand): boolean {
  return (
    isFed === true &&
    reads === undefined &&
    stdin === undefined &&
    interpreters.has(program) &&
    !words.slice(1).some((word) => /^-\w*[ceE]$|^--(?:version|help|eval)/.test(word))
  );
}

function unsaid({ words }: ShellCommand, why: string): readonly Target[] {
  return [{ kind: 'unfollowed', what: describeCommand(words), why }];
}
