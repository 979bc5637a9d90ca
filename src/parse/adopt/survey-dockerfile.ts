import { findUsers } from './dockerfile-users.ts';
import type { DockerfileSurvey, PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { FinalImage, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { parseDockerfile } from '../dockerfile/dockerfile.ts';
import { installedLists } from './installed-lists.ts';
import { installsProject } from './installs-project.ts';
import { condaPrograms } from '../shell/vocabulary.ts';

/** What a person's Dockerfile installs, copies and starts. `files` are the repository's, for who else names it. */
export function surveyDockerfile(
  { path, text, unread }: ProjectFile,
  families: SurveyKnowledge['families'],
  files: readonly ProjectFile[],
): DockerfileSurvey {
  const head = {
    path,
    isWorkplace: /(?:^|\/)(?:\.?binder|\.devcontainer)\//.test(path),
    users: findUsers(path, files),
  };
  const { final, unread: why = 'it has no FROM' } = parseDockerfile(path, text ?? '');
  if (text === undefined || final === undefined)
    return { ...empty, ...head, unread: text === undefined ? (unread ?? 'it was not read') : why };
  const { from, instructions } = final;
  const name = from.image === undefined ? from.word.value : from.image.text.replace(/@.*/s, '');
  const family = families.find(({ pattern }) => pattern.test(name.toLowerCase()))?.family;
  const commands = instructions.filter(({ keyword }) => keyword === 'RUN').flatMap((each) => each.commands);
  const clone = commands.find(({ program, words }) => program === 'git' && words.includes('clone'));
  const start = startOf(final);
  const own = commands.find(installsProject);
  const brings = instructions.some((each) => /^(?:COPY|ADD)$/.test(each.keyword) && copiesCode(each));
  return {
    ...head,
    from: name,
    fromLine: from.word.line,
    ...(family === undefined ? {} : { family }),
    systemPackages: commands.flatMap(listSystemPackages),
    installsFrom: commands.flatMap((command) => installedFiles(command, path)),
    ...(own === undefined
      ? {}
      : { installsProject: { what: own.words.join(' ').slice(0, 200), location: { file: path, line: own.line } } }),
    installs: commands.flatMap(listInstalls),
    others: commands.flatMap((command) => nameOther(command, path)),
    copiesCode: brings,
    isWorkplace: head.isWorkplace || (!brings && isOfDevContainer(path, files)),
    ...(clone === undefined
      ? {}
      : {
          clones: {
            what: clone.words.find((word) => /:\/\/|@/.test(word)) ?? 'a repository',
            location: { file: path, line: clone.line },
          },
        }),
    ...(start === undefined ? {} : { start }),
    ports: final.ports.map(({ value }) => value.replace(/\/.*/s, '')),
    ...(final.ports[0] === undefined ? {} : { portLine: final.ports[0].line }),
    ...settingsOf(path, final),
  };
}

function settingsOf(path: string, { environment }: FinalImage): Pick<DockerfileSurvey, 'proxies' | 'environment'> {
  const settings = [...environment].map(([name, { value, instruction }]) => ({ name, value, line: instruction.line }));
  const proxies = settings.filter(({ name, value }) => /^(?:https?|all|no)_proxy$/i.test(name) && value !== '');
  return {
    proxies: proxies.map(({ name, value, line }) => ({ what: `${name}=${value}`, location: { file: path, line } })),
    environment: settings,
  };
}

const empty = {
  fromLine: 1,
  systemPackages: [],
  installsFrom: [],
  installs: [],
  others: [],
  copiesCode: false,
  ports: [],
  proxies: [],
  environment: [],
} as const;

function startOf({ entrypoint, cmd }: FinalImage): DockerfileSurvey['start'] {
  const first = entrypoint ?? cmd;
  if (first === undefined) return undefined;
  const words =
    entrypoint === undefined
      ? wordsOf(cmd)
      : [...wordsOf(entrypoint), ...(entrypoint.form === 'json' ? wordsOf(cmd) : [])];
  return words.length === 0 ? undefined : { words, line: first.line };
}

function wordsOf(instruction: Instruction | undefined): readonly string[] {
  if (instruction === undefined) return [];
  if (instruction.form === 'json') return instruction.words.map(({ value }) => value);
  // What comes after the work brings its results somewhere, or waits.
  const after: ReadonlySet<string> = new Set([
    'cat',
    'chmod',
    'chown',
    'cp',
    'echo',
    'ls',
    'mkdir',
    'mv',
    'printf',
    'rm',
    'rsync',
    'sleep',
    'tail',
    'true',
    'wait',
  ]);
  const command = instruction.commands.findLast(({ program }) => !after.has(program)) ?? instruction.commands.at(-1);
  return command?.words ?? [];
}

function copiesCode({ flags, words }: Instruction): boolean {
  if (flags['from'] !== undefined) return false;
  return words
    .slice(0, -1)
    .some(
      ({ value }) =>
        !/(?:^|\/)(?:(?:(?!requirements)[\w.-])*requirements[\w.-]*|environment[\w.-]*|[\w.-]+\.lock|pyproject\.toml|setup\.(?:py|cfg)|DESCRIPTION|Project\.toml|Manifest\.toml|install\w*\.R|apt\.txt)$/i.test(
          value,
        ),
    );
}

function listSystemPackages({
  program,
  words,
  line,
}: ShellCommand): { readonly name: string; readonly line: number }[] {
  if (!/^(?:apt|apt-get|apk)$/.test(program) || !words.some((word) => word === 'install' || word === 'add')) return [];
  const from = words.findIndex((word) => word === 'install' || word === 'add');
  return words
    .slice(from + 1)
    .filter((word) => /^[a-z0-9][a-z0-9+.:=~-]*$/.test(word))
    .map((name) => ({ name: name.replace(/=.*/s, ''), line }));
}

function installedFiles(command: ShellCommand, file: string): PlaceFact[] {
  return installedLists(command).map((what) => ({ what, location: { file, line: command.line } }));
}

function listInstalls({ program, words, line }: ShellCommand): DockerfileSurvey['installs'][number][] {
  const tool = program.startsWith('pip')
    ? 'pip'
    : condaPrograms.has(program)
      ? 'conda'
      : /^install2?\.r$/.test(program)
        ? 'r'
        : undefined;
  if (tool !== undefined) {
    const from = tool === 'r' ? 0 : words.findIndex((word) => word === 'install' || word === 'create');
    if (from < 0) return [];
    return words
      .slice(from + 1)
      .filter(
        (word, index, all) =>
          /^[A-Za-z][\w.-]*(?:[[=<>!~].*)?$/.test(word) &&
          !/^(?:-[a-zA-Z]|--(?:file|requirement|channel|name|prefix|ncpus|index-url|extra-index-url|repos|target))$/.test(
            all[index - 1] ?? '',
          ),
      )
      .map((name) => ({ name, tool, line }));
  }
  if (program !== 'Rscript' && program !== 'R' && program !== 'julia') return [];
  const code = words.find((_word, index) => words[index - 1] === '-e') ?? '';
  if (program === 'julia')
    return [...code.matchAll(/Pkg\.add\(\s*(?:\[)?"(\w+)"/g)].map(([, name = '']) => ({ name, tool: 'julia', line }));
  if (!/install/.test(code)) return [];
  return [...code.matchAll(/["']([A-Za-z][\w.]*(?:\/[\w.@-]+)?)["']/g)].map(([, name = '']) => ({
    name,
    tool: 'r',
    line,
  }));
}

/** Programs that install packages, which are listed, or only prepare and tidy. */
const usual =
  /^(?:\[|adduser|addgroup|apk|apt|apt-get|cd|chmod|chown|conda|cp|echo|export|exit|find|git|groupadd|install2?\.r|julia|ls|mamba|micromamba|mkdir|mv|pip[\d.]*|pipx|poetry|printf|R|rm|Rscript|set|test|touch|true|uv|useradd|usermod)$/;

/** What a command does beside that: it fetches, builds or sets up something. */
function nameOther({ program, words, line }: ShellCommand, file: string): PlaceFact[] {
  const isInstall =
    program.startsWith('python') &&
    (words[1] === 'setup.py' || (words[1] === '-m' && /^(?:pip|ensurepip|venv)$/.test(words[2] ?? '')));
  if (usual.test(program) || isInstall) return [];
  return [{ what: words.join(' ').slice(0, 100), location: { file, line } }];
}

/** A dev container's settings name it: people work in what it makes. */
function isOfDevContainer(path: string, files: readonly ProjectFile[]): boolean {
  return files.some(({ path: file, text = '' }) => {
    if (!/(?:^|\/)\.?devcontainer(?:\/[\w-]+)?(?:\/devcontainer)?\.json$/.test(file)) return false;
    const named = /"docker[Ff]ile"\s{0,9}:\s{0,9}"([^"\n]{1,200})"/.exec(text)?.[1];
    // It is named from the folder of the settings.
    return named !== undefined && path === resolvePath(`/${file}/../${named}`, undefined).slice(1);
  });
}
