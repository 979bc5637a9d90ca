import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { systemManagers } from './vocabulary.ts';

/** What one command installs, as far as its words say it. */
export interface Install {
  readonly manager: string;
  readonly kind: 'pip' | 'conda' | 'system' | 'r' | 'github' | 'bioconductor';
  /** As written: `pandas==3.0.6`, `python=3.12`, `git+https://...`. */
  readonly packages: readonly string[];
  /** Files that list packages: of `-r`, `--file`, `-f`. */
  readonly files: readonly string[];
  /** Files whose versions bound what is named elsewhere: of `-c`. */
  readonly constraints: readonly string[];
  /** Folders of projects that are installed with what they need. */
  readonly projects: readonly string[];
  /** Extras that are named behind the folders: of `pip install '.[plots]'`. */
  readonly extras: readonly string[];
  /** It installs what the project in the working directory asks for: `uv sync`, `poetry install`. */
  readonly ownProject: boolean;
}

const pipValues = [
  '--abi',
  '--build-option',
  '--cache-dir',
  '--cert',
  '--config-settings',
  '--constraint',
  '--default-index',
  '--dest',
  '--exclude-newer',
  '--extra',
  '--extra-index-url',
  '--find-links',
  '--group',
  '--implementation',
  '--index',
  '--index-strategy',
  '--index-url',
  '--log',
  '--no-binary',
  '--only-binary',
  '--platform',
  '--prefix',
  '--progress-bar',
  '--proxy',
  '--python',
  '--python-version',
  '--report',
  '--resolution',
  '--retries',
  '--root',
  '--root-user-action',
  '--src',
  '--target',
  '--timeout',
  '--torch-backend',
  '--trusted-host',
  '--upgrade-strategy',
  '--use-feature',
  '--wheel-dir',
  '-C',
  '-c',
  '-d',
  '-f',
  '-i',
  '-p',
  '-t',
  '-w',
];
const condaValues = [
  '--channel',
  '--name',
  '--platform',
  '--prefix',
  '--repodata-fn',
  '--root-prefix',
  '--solver',
  '--subdir',
  '-c',
  '-n',
  '-p',
  '-r',
];
const systemValues = ['--repository', '--setopt', '--target-release', '--virtual', '-X', '-o', '-t'];
const rValues = ['--deps', '--libloc', '--method', '--ncpus', '--repos', '-d', '-l', '-m', '-n', '-r'];

const pipManagers = new Set(['pip', 'pip-sync', 'pipx', 'uv', 'poetry', 'pdm', 'hatch', 'pipenv', 'rye']);
const condaManagers = new Set(['conda', 'mamba', 'micromamba', 'pixi']);
const rInstallers: ReadonlyMap<string, Install['kind']> = new Map([
  ['install.r', 'r'],
  ['install2.r', 'r'],
  ['installBioc.r', 'bioconductor'],
  ['installGithub.r', 'github'],
]);

const installOf = new WeakMap<ShellCommand, { readonly install: Install | undefined }>();

/** What a command installs; nothing for one that installs nothing. Many rules ask it of the same commands: each is read once. */
export function readInstall(command: ShellCommand): Install | undefined {
  const before = installOf.get(command);
  if (before !== undefined) return before.install;
  const install = readAnew(command);
  installOf.set(command, { install });
  return install;
}

function readAnew(command: ShellCommand): Install | undefined {
  const { program } = command;
  if (pipManagers.has(program)) return readPip(command);
  if (condaManagers.has(program)) return readConda(command);
  if (systemManagers.has(program)) return readSystem(command);
  const kind = rInstallers.get(program);
  if (kind === undefined) return undefined;
  const { names } = split(command.words.slice(1), rValues);
  return { ...nothing(program, kind), packages: names };
}

const nothing = (manager: string, kind: Install['kind']): Install => ({
  manager,
  kind,
  packages: [],
  files: [],
  constraints: [],
  projects: [],
  extras: [],
  ownProject: false,
});

/** Words after the command's own: names, and values of options, the options with `=` too. */
function split(
  words: readonly string[],
  withValue: readonly string[],
  kept: readonly string[] = [],
): { readonly names: readonly string[]; readonly values: ReadonlyMap<string, readonly string[]> } {
  const names: string[] = [];
  const values = new Map<string, string[]>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [option = '', ...rest] = word.split('=');
    if (!word.startsWith('-')) names.push(word);
    else if (word.includes('=') && kept.includes(option)) add(values, option, rest.join('='));
    else if (kept.includes(word) || withValue.includes(word)) {
      at += 1;
      if (kept.includes(word)) add(values, word, words[at] ?? '');
    } else {
      // `-rrequirements.txt`
      const joined = kept.find((each) => /^-\w$/.test(each) && word.startsWith(each) && word.length > 2);
      if (joined !== undefined) add(values, joined, word.slice(2));
    }
  }
  return { names, values };
}

function add(values: Map<string, string[]>, option: string, value: string): void {
  const known = values.get(option);
  if (known === undefined) values.set(option, [value]);
  else known.push(value);
}

/** Commands that install what the project around them names. */
const own = new Set([
  'uv sync',
  'uv lock',
  'poetry install',
  'pdm install',
  'pdm sync',
  'pipenv install',
  'pipenv sync',
  'rye sync',
]);
/** Verbs that install what stands behind them, or bring it as wheels that another command or stage installs. */
const named = new Set(['install', 'wheel', 'download', 'pip install', 'pip sync', 'tool install', 'add', 'inject']);
const listing = ['-r', '--requirement', '--requirements'];
const constraining = ['-c', '--constraint', '--constraints'];
const pipKept = [...listing, ...constraining, '-e', '--editable', '--with'];

function readPip({ program, words }: ShellCommand): Install | undefined {
  const start = program === 'pip' && words[1] === '-m' ? 3 : 1;
  const verbs = words.slice(start).filter((word) => !word.startsWith('-'));
  const [verb = '', second = ''] = verbs;
  const whole = verb === 'pip' || verb === 'tool' ? `${verb} ${second}` : verb;
  const at = words.indexOf(whole.split(' ').at(-1) ?? '', start);
  if (program === 'pip-sync')
    return { ...nothing(program, 'pip'), files: verbs.length > 0 ? verbs : ['requirements.txt'] };
  const { names, values } = split(words.slice(at + 1), pipValues, pipKept);
  // Of these only pipenv takes names; what stands alone is the value of an option such as --with, --extras or --without.
  if (own.has(`${program} ${whole}`) && (names.length === 0 || program !== 'pipenv'))
    return { ...nothing(program, 'pip'), ownProject: true, packages: [] };
  if (!named.has(whole) || (program !== 'pip' && /^(?:wheel|download)$/.test(whole))) return undefined;
  const of = (options: readonly string[]): readonly string[] => options.flatMap((option) => values.get(option) ?? []);
  const editable = of(['-e', '--editable']);
  const all = [...names, ...editable, ...(values.get('--with') ?? [])];
  return {
    ...nothing(program, 'pip'),
    files: whole === 'pip sync' ? names : of(listing),
    constraints: of(constraining),
    packages:
      whole === 'pip sync' ? [] : all.filter((name) => !isProject(name) && !/\.(?:whl|tar\.gz|zip)$/.test(name)),
    projects: whole === 'pip sync' ? [] : all.filter(isProject).map((name) => name.replace(/\[[^[\]]*\]$/, '')),
    extras: all.filter(isProject).flatMap(
      (name) =>
        /\[([^[\]]*)\]$/
          .exec(name)?.[1]
          ?.split(',')
          .map((extra) => extra.trim()) ?? [],
    ),
  };
}

/** A folder by its path. */
function isProject(text: string): boolean {
  return /^(?:\.{1,2}(?:\/|$|\[)|\/|~\/|\$\{?\w+\}?\/)/.test(text) && !/\.(?:whl|tar\.gz|zip|txt)$/.test(text);
}

function readConda({ program, words }: ShellCommand): Install | undefined {
  const verbs = words.slice(1).filter((word) => !word.startsWith('-'));
  const isEnv = verbs[0] === 'env';
  const verb = isEnv ? (verbs[1] ?? '') : (verbs[0] ?? '');
  if (program === 'pixi') {
    if (verb === 'install') return { ...nothing(program, 'conda'), ownProject: true };
    if (verb !== 'add' && !(verb === 'global' && verbs[1] === 'install')) return undefined;
    const { names } = split(words.slice(words.indexOf(verb) + 1), [
      ...condaValues,
      '--feature',
      '-f',
      '--environment',
      '-e',
      '--manifest-path',
    ]);
    const isPip = words.includes('--pypi');
    return { ...nothing(program, isPip ? 'pip' : 'conda'), packages: names.filter((name) => name !== 'install') };
  }
  if (!['install', 'create', 'update', 'upgrade'].includes(verb)) return undefined;
  const rest = words.slice(words.indexOf(verb) + 1);
  const { names, values } = split(rest, condaValues, ['-f', '--file']);
  const files = ['-f', '--file'].flatMap((option) => values.get(option) ?? []);
  // Without a file `conda env create` reads environment.yml.
  if (isEnv) return { ...nothing(program, 'conda'), files: files.length > 0 ? files : ['environment.yml'] };
  // An update by name takes the newest whatever was there.
  return { ...nothing(program, 'conda'), files, packages: names };
}

function readSystem({ program, words }: ShellCommand): Install | undefined {
  const at = words.findIndex((word, index) => index > 0 && /^(?:install|groupinstall|add|in)$/.test(word));
  if (at < 0) return undefined;
  return { ...nothing(program, 'system'), packages: split(words.slice(at + 1), systemValues).names };
}
