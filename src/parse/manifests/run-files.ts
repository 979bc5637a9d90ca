import { judgeOption } from './given-rights.ts';
import { linesOf, readOptions } from './option-words.ts';

/** What an opt-file asks of the runner, as far as it means something to a rehearsal. */
export interface RunOptions {
  /** The options that docker and podman both know and that stay as they are, as words. */
  readonly words: readonly string[];
  /** Paths of memory mounts. */
  readonly tmpfs: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly entrypoint?: string;
  /** In the place of those of the arg-file. */
  readonly arguments?: readonly string[];
  /** `uid:gid` that `--userns=keep-id:uid=…,gid=…` names. */
  readonly keptUser?: string;
  /** Apptainer's `--no-eval`. */
  readonly isLiteral: boolean;
  /** Options, as they are written, that a rehearsal does not apply. */
  readonly ignored: readonly string[];
  /** Options, as they are written, with which the TRE's run is another than any of a rehearsal: nothing is proved of it then. */
  readonly foreign: readonly string[];
}

/** Of an opt-file that is not there. */
export const noOptions: RunOptions = {
  words: [],
  tmpfs: [],
  environment: {},
  isLiteral: false,
  ignored: [],
  foreign: [],
};

/** Handed on as they are, where their value asks for nothing of the machine: its limits (`host`) and its groups (`keep-groups`) no rehearsal has. */
const handedOn: ReadonlyMap<string, RegExp> = new Map([
  ['--shm-size', /^[1-9]\d{0,14}[bkmg]?b?$/i],
  ['--ulimit', /^[a-z]+=-?\d+(?::-?\d+)?$/],
  ['--group-add', /^(?!keep-groups$)\w[\w.-]*$/],
  ['--init', /^(?:true)?$/],
]);
/** What each run of a rehearsal decides itself, and what has no meaning without a terminal, a network and a registry. */
const decided = new Set(
  (
    '--user -u --userns --cap-drop --cap-add --security-opt --network --net --read-only --rm --name --publish -p -it -ti -i -t ' +
    '--interactive --tty --pull --platform --cleanenv -e --no-eval --pwd --cwd --env --tmpfs --workdir -w --entrypoint'
  ).split(' '),
);
/** Limits of the host that a rehearsal does not give, and files of variables that it does not read. */
const givesMore = new Set('--env-file --memory -m --timeout --pids-limit --add-host --dns --writable-tmpfs'.split(' '));
/** Changes nothing of how the program runs but how fast, or gives it a graphics card, which no rehearsal has. */
const says = new Set(
  (
    '--nv --nvccli --gpus --device --label -l --label-file --annotation --log-driver --log-opt --log-level --cidfile --pidfile --cpus --cpu-shares ' +
    '--quiet -q --replace --sig-proxy --http-proxy'
  ).split(' '),
);
/** What a rehearsal does, of options that it does itself. */
const asRehearsed: ReadonlyMap<string, RegExp> = new Map([
  ['--network', /^none$/],
  ['--net', /^none$/],
  ['--user', /^(?:0|root)(?::(?:0|root))?$/],
  ['-u', /^(?:0|root)(?::(?:0|root))?$/],
  ['--platform', /^linux\/amd64$/],
]);
/** Rights to read data that whoever starts it has anyhow; the made-up data of a rehearsal is everybody's. */
const ownGroups = '--group-add=keep-groups';

/** Apptainer has its own `--net`, and shows the host's network without one. What asks for something of the machine, or may do so, no rehearsal gives. */
function isForeign(name: string, value: string, of: 'podman' | 'apptainer'): boolean {
  const expected = asRehearsed.get(name);
  return (
    givesMore.has(name) ||
    judgeOption(name, value, of) !== undefined ||
    (of === 'podman' && expected !== undefined && !expected.test(value))
  );
}

/** `NAME=VALUE` lines of an env-file as docker and podman read them: no quoting, `#` starts a comment line, a bare NAME sets nothing. */
export function parseEnvFile(text: string): Readonly<Record<string, string>> {
  const pairs = linesOf(text).flatMap((line): readonly (readonly [string, string])[] => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1)]] : [];
  });
  return Object.fromEntries(pairs);
}

/** Names in an env-file that have no value there: the runner gives them the value that they have for whoever starts it, where they have one. */
export function bareNames(text: string): readonly string[] {
  return linesOf(text).flatMap((line) => (line.includes('=') ? [] : [line.trim()]));
}

/** Options of an opt-file, `--name=value` or `--name value`, one or more a line; `of` podman, or apptainer, whose `-e` is another. */
export function parseOptionFile(text: string, of: 'podman' | 'apptainer' = 'podman'): RunOptions {
  const options: Draft = { words: [], tmpfs: [], environment: {}, isLiteral: false, ignored: [], foreign: [] };
  for (const { name, value, written } of readOptions(text, of)) {
    const { tmpfs, ignored } = options;
    const [before, ignoredBefore] = [tmpfs.length, ignored.length];
    addOption(options, of, name, value, written);
    const isUntried = ignored.length > ignoredBefore && !says.has(name) && `${name}=${value}` !== ownGroups;
    if (isForeign(name, value, of) || (isUntried && tmpfs.length === before)) options.foreign.push(written);
  }
  return options;
}

/** What is added to: there may be tens of thousands of options, which are not copied for each. */
type Draft = {
  -readonly [Key in keyof RunOptions]: RunOptions[Key] extends readonly string[]
    ? string[]
    : Key extends 'environment'
      ? Record<string, string>
      : RunOptions[Key];
};

function addOption(known: Draft, of: string, name: string, value: string, written: string): void {
  const kept = /^keep-id:(?=.*uid=(\d+))(?=.*gid=(\d+))/.exec(name === '--userns' ? value : '');
  if (name === '--env' || (name === '-e' && of === 'podman')) {
    const at = value.indexOf('=');
    if (at > 0) known.environment[value.slice(0, at)] = value.slice(at + 1);
  } else if (name === '--tmpfs') known.tmpfs.push(value.split(':')[0] ?? value);
  else if (name === '--mount' && /(?:^|,)type=tmpfs(?:,|$)/.test(value)) {
    const path = /(?:^|,)(?:destination|dst|target)=([^,]+)/.exec(value)?.[1];
    if (path !== undefined) known.tmpfs.push(path);
  } else if (['--workdir', '-w', '--pwd', '--cwd'].includes(name)) known.workingDirectory = value;
  else if (name === '--entrypoint') known.entrypoint = value;
  else if (name === '--no-eval' || name === '--compat') known.isLiteral = true;
  else if (kept !== null) known.keptUser = `${kept[1] ?? ''}:${kept[2] ?? ''}`;
  else if (of === 'podman' && handedOn.get(name)?.test(value) === true)
    known.words.push(value === '' ? name : `${name}=${value}`);
  else if (!decided.has(name)) known.ignored.push(written);
}

/** A line of an env-file that apptainer, which reads it as shell, does not take as docker and podman do. */
export interface ShellValue {
  /** From 1. */
  readonly line: number;
  /** Of a line that is no `NAME=value`: how it begins. */
  readonly name: string;
  /** `refused`: nothing starts. `changed`: the program gets another value. `command`: a line that is no `NAME=value`, which the shell runs. */
  readonly becomes: 'refused' | 'changed' | 'command';
}

export function findShellValues(text: string): readonly ShellValue[] {
  return text.split(/\r?\n/).flatMap((line, index): readonly ShellValue[] => {
    const found = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line);
    const written = line.trim();
    if (found === null)
      return written === '' || written.startsWith('#')
        ? []
        : [{ line: index + 1, name: written.slice(0, 40), becomes: 'command' }];
    const [, name = '', value = ''] = found;
    const taken = value.replace(/(?:^|\s)#.*/, '');
    const isRefused = /[`()<>;&|]/.test(taken) || isOpen(taken) || /\S\s+\S/.test(outsideQuotes(taken));
    if (isRefused) return [{ line: index + 1, name, becomes: 'refused' }];
    return taken !== value || /["'$\\]|\s|(?:^|:)~/.test(value) ? [{ line: index + 1, name, becomes: 'changed' }] : [];
  });
}

function outsideQuotes(value: string): string {
  return value.replaceAll(/"[^"]*"|'[^']*'/g, 'x');
}

function isOpen(value: string): boolean {
  return /["']/.test(outsideQuotes(value));
}
