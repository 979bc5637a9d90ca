import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { trimEnd } from '../../../shared/trim-end.ts';

/** Text that prints a file: `$(cat FILE)`, `$(< FILE)`. */
const printsFile = /(?:\$\(|`)[ \t]{0,4}(?:cat[ \t]{1,4}|<[ \t]{0,4})["']?(\/[^\s"'`)]{1,200})/g;
const setFromFile =
  /\b([A-Za-z_]\w{0,80})=["']?(?:\$\(|`)[ \t]{0,4}(?:cat[ \t]{1,4}|<[ \t]{0,4})["']?(\/[^\s"'`)]{1,200})/g;
/** `read NAME < FILE`. */
const readFromFile =
  /\bread[ \t]{1,4}(?:-r[ \t]{1,4})?([A-Za-z_]\w{0,80})[ \t]{0,4}<[ \t]{0,4}["']?(\/[^\s"'`;&|)]{1,200})/g;
/** What prints its words. */
const speaking: ReadonlySet<string> = new Set(['echo', 'printf', 'sed']);
/** What hands on what it reads: all others make something else of it, as a digest. */
const passing: ReadonlySet<string> = new Set(
  'cat tee sed base64 tr head tail cut awk gawk grep sort paste envsubst dd'.split(' '),
);
const stays = (path: string): boolean => path !== '' && !/^\/(?:run|dev|proc)(?:\/|$)/.test(path);

/** What a RUN is shown of secrets, and where it may write without a trace. */
interface Mounts {
  readonly isSecret: (path: string) => boolean;
  /** Variables that hold one, by the mount itself or in the text of the RUN. */
  readonly holders: ReadonlySet<string>;
  /** Folders that are in no layer: `type=tmpfs`, `type=cache`. */
  readonly passing: readonly string[];
}

/** Commands of a RUN that write what a secret of the build says into a file that stays, or into the settings of pip, npm, conda or git. */
export function findWrittenMounts(run: Instruction, homeOfBase?: string): readonly ShellCommand[] {
  const { commands, flags } = run;
  if (flags['mount']?.includes('type=secret') !== true) return [];
  const mounts = readMounts(run);
  const says = (text: string): boolean => {
    if ([...text.matchAll(printsFile)].some(([, path = '']) => mounts.isSecret(path))) return true;
    return mounts.holders.size > 0 && namesIn(text).some((name) => mounts.holders.has(name));
  };
  const isTold = followPipelines(commands, (command) => tells(command, mounts, says));
  const atHome = homeOf(run, homeOfBase);
  const removed = lastRemovals(commands, atHome);
  const takenBack = lastTakenBack(commands);
  const withoutAddress = commands.findLastIndex(leavesNoAddress);
  return commands.filter((command, at) => {
    const isKept = (written: string): boolean => {
      const path = atHome(written);
      return (
        stays(path) &&
        !mounts.passing.some((folder) => path.startsWith(`${folder}/`)) &&
        !placesAbove(path).some((each) => (removed.get(each) ?? -1) > at)
      );
    };
    const written = command.program === 'tee' ? [...command.writes, ...command.words.slice(1)] : command.writes;
    const address = cloned(command, mounts.passing);
    if (address.some(says)) return withoutAddress <= at;
    return (
      (isTold[at] === true && written.some((path) => !path.startsWith('-') && isKept(path))) ||
      (isSetting(command) &&
        !command.words.some((word) => takesBack.test(word)) &&
        command.words.some(says) &&
        settingsOf(command).every(isKept) &&
        !keysOf(command).some((key) => (takenBack.get(key) ?? -1) > at))
    );
  });
}

function readMounts({ text, flags: { mount = '' } }: Instruction): Mounts {
  const all = mount.split('\n').map((line) => {
    const parts = line.split(',').map((part) => part.split('=', 2));
    const of = (...names: readonly string[]): string | undefined =>
      parts.find(([name = '']) => names.includes(name.trim()))?.[1];
    return { type: of('type'), target: of('target', 'dst', 'destination'), variable: of('env') };
  });
  const secrets = all.filter(({ type }) => type === 'secret');
  const places = new Set(secrets.flatMap(({ target }) => target ?? []));
  const isSecret = (path: string): boolean => path.startsWith('/run/secrets/') || places.has(path);
  const set = [...text.matchAll(setFromFile), ...text.matchAll(readFromFile)].flatMap(([, name = '', path = '']) =>
    isSecret(path) ? [name] : [],
  );
  return {
    isSecret,
    holders: new Set([...secrets.flatMap(({ variable }) => variable ?? []), ...set]),
    passing: all.flatMap(({ type, target }) =>
      (type === 'tmpfs' || type === 'cache') && target !== undefined ? [trimEnd(target, '/')] : [],
    ),
  };
}

/** Whether a command prints a secret by itself. */
function tells(
  { program, words, reads, stdin }: ShellCommand,
  { isSecret, holders }: Mounts,
  says: (text: string) => boolean,
): boolean {
  const given = words.slice(1);
  if (speaking.has(program) && words.some(says)) return true;
  // A number, or nothing.
  if (program === 'grep' && given.some((word) => /^-[a-zA-Z]*[clLq]/.test(word))) return false;
  if (passing.has(program)) return [...given, reads ?? ''].some(isSecret) || (stdin !== undefined && says(stdin.text));
  if (program !== 'printenv' && program !== 'env') return false;
  return given.length === 0 ? holders.size > 0 : program === 'printenv' && given.some((name) => holders.has(name));
}

/** For each command whether a secret comes out of it: its own, or what one before it in its pipeline printed and it hands on. */
function followPipelines(
  commands: readonly ShellCommand[],
  tellsItself: (command: ShellCommand) => boolean,
): readonly boolean[] {
  // What stands in `$(...)` is a pipeline of its own, between the others.
  const told = new Map<number, boolean>();
  return commands.map((command) => {
    const goesOn = told.get(command.pipeline) === true && passing.has(command.program);
    const isTold = goesOn || tellsItself(command);
    told.set(command.pipeline, isTold);
    return isTold;
  });
}

/** Path or folder -> the last command that surely removes it; what a `trap` does when the shell ends comes behind all. */
function lastRemovals(
  commands: readonly ShellCommand[],
  atHome: (path: string) => string,
): ReadonlyMap<string, number> {
  const clean = (word: string): string => atHome(trimEnd(word.replace(/\/\*$/, ''), '/'));
  return new Map([
    ...commands.flatMap(({ program, words, isConditional }, at) =>
      /^(?:rm|shred|unlink)$/.test(program) && isConditional !== true
        ? words.slice(1).map((word): [string, number] => [clean(word), at])
        : [],
    ),
    ...commands.flatMap(({ program, words, isConditional }) =>
      program === 'trap' && isConditional !== true && words.slice(2).some((word) => /^(?:EXIT|0)$/.test(word))
        ? removedBy(words[1] ?? '').map((word): [string, number] => [clean(word), commands.length])
        : [],
    ),
  ]);
}

/** What a text removes that begins with it: `rm -f /root/.netrc`. */
function removedBy(text: string): readonly string[] {
  const [program, ...words] = (text.split(/[;&|\n]/, 1)[0] ?? '').trim().split(/[ \t]+/);
  return program === 'rm' ? words.filter((word) => !word.startsWith('-')) : [];
}

/** Gives a path below `~` or `$HOME` as that of the user of a RUN, so that one file has one name. */
function homeOf({ user }: Instruction, ofBase = '/root'): (path: string) => string {
  const name = user?.replace(/:.*$/s, '');
  const home = name === undefined ? ofBase : /^(?:root|0)$/.test(name) ? '/root' : `/home/${name}`;
  return (path) => path.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, home);
}

/** The files that hold what a command sets. */
function settingsOf({ program, words }: ShellCommand): readonly string[] {
  if (program === 'git') return words.includes('--global') ? ['~/.gitconfig'] : [];
  if (program === 'npm') return ['~/.npmrc'];
  return /^(?:conda|mamba)$/.test(program) ? ['~/.condarc'] : [];
}

/** A path, and the folders that it lies in. */
function placesAbove(path: string): readonly string[] {
  const places: string[] = [];
  for (let end = path.length; end > 0 && places.length < 64; end = path.lastIndexOf('/', end - 1))
    places.push(path.slice(0, end));
  return places;
}

/** Names of variables: `$NAME`, `${NAME}`, `${NAME:-}`. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([A-Za-z_]\w{0,80})/g)].map(([, name = '']) => name);
}

/** What `git clone` is told, its address among that, which stays in `.git/config`; nothing of a clone into a folder that is in no layer. What stands before `clone` is for this command alone. */
function cloned({ program, words }: ShellCommand, passingFolders: readonly string[]): readonly string[] {
  const at = program === 'git' ? words.indexOf('clone') : -1;
  if (at < 0) return [];
  const target = words.at(-1) ?? '';
  return passingFolders.some((folder) => `${target}/`.startsWith(`${folder}/`)) ? [] : words.slice(at + 1);
}

/** `rm -rf /src`, `git remote set-url`. */
function leavesNoAddress({ program, words, isConditional }: ShellCommand): boolean {
  if (isConditional === true) return false;
  if (program === 'git') return words.includes('remote');
  return program === 'rm' && words.some((word) => /^-[a-zA-Z]*[rR]|^--recursive$/.test(word));
}

const withSettings = /^(?:pip3?|npm|yarn|pnpm|conda|mamba|git|poetry)$/;
const takesBack = /^(?:--)?(?:unset|unset-all|delete|remove-key|remove-section)$/;

/** `pip config set`, `npm set`: it writes a file of its own. */
function isSetting({ program, words }: ShellCommand): boolean {
  return withSettings.test(program) && (words[1] === 'config' || (program === 'npm' && words[1] === 'set'));
}

function keysOf({ program, words }: ShellCommand): readonly string[] {
  return words
    .slice(2)
    .filter((word) => !word.startsWith('-') && /[.\w]{4}/.test(word))
    .map((word) => `${program} ${word}`);
}

/** Program and key -> the last command that takes it back. */
function lastTakenBack(commands: readonly ShellCommand[]): ReadonlyMap<string, number> {
  return new Map(
    commands.flatMap((command, at) =>
      isSetting(command) && command.words.some((word) => takesBack.test(word))
        ? keysOf(command).map((key): [string, number] => [key, at])
        : [],
    ),
  );
}
