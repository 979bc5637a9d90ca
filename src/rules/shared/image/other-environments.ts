import type { Verdict } from '../../../model/check/rule.ts';
import { fail, unknown } from '../../../model/check/verdicts.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { showWay, type Reach, type ReachedProgram } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { installers } from './known-packages.ts';
import { locateFile } from '../dependencies/locate-file.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { condaPrograms } from '../../../parse/shell/vocabulary.ts';

/** Where packages are installed apart from the interpreter that the command `python` starts. */
interface Environment {
  /** What names it wherever it is used: its folder, or its name for conda. */
  readonly mark: string;
  /** In a sentence. */
  readonly label: string;
  /** What starts its interpreter. */
  readonly start: string;
}

/**
 * Where all packages are in an environment of their own, and nothing that starts names it: the interpreter of the start has none of
 * them then. A start through a script, or by a name that is not Python's, is unknown.
 */
export function judgeEnvironment(subject: Subject): Verdict | undefined {
  const { dockerfile, facts } = subject;
  const reach = facts.reach.get(dockerfile.path);
  const program = reach?.programs.find(
    ({ class: kind, program: { language, imports } }) =>
      kind === 'started' && language === 'python' && imports.some(({ files }) => files.length === 0),
  );
  if (reach === undefined || program === undefined) return undefined;
  const runs = dockerfile.instructions.filter(({ keyword, onbuild }) => keyword === 'RUN' && !onbuild);
  const found = new Map<string, Environment>();
  for (const run of runs)
    for (const command of run.commands) {
      if (!installsForPython(command)) continue;
      const environment = environmentOf(command, run, subject);
      // What the command `python` has by itself needs no environment.
      if (environment === undefined) return undefined;
      found.set(environment.mark, environment);
    }
  const [first] = found.values();
  const told = first === undefined ? [] : usesOf(subject, reach);
  if (first === undefined) return undefined;
  const isUsed = [...found.keys()].some((mark) => told.some((text) => runner.test(text) || isNamed(text, mark)));
  if (isUsed) return undefined;
  return describe(first, program, subject);
}

function describe(
  { label, start }: Environment,
  { way, program }: ReachedProgram,
  { image, dockerfile }: Subject,
): Verdict {
  const instruction = image.entrypoint ?? image.cmd;
  const location = { file: dockerfile.path, line: instruction?.line ?? image.stage.line };
  const fix = `start ${start}, or put its folder before PATH with ENV`;
  const isPlain = instruction?.form === 'json' && /^python[\d.]*$/.test(instruction.words[0]?.value ?? '');
  return isPlain
    ? fail({
        message: `${showWay(way)} starts ${program.path} with the python of the base, and all packages are in ${label}`,
        location,
        fix,
      })
    : unknown(
        `all packages are in ${label}, and nothing that starts ${program.path} (${showWay(way)}) names it: which python runs it, the files do not tell`,
        location,
        fix,
      );
}

/** These run in the environment of the project. */
const runner = /\b(?:uv|pdm|poetry|pipenv|pixi|hatch) run\b/;

/** As a word, or as a folder of a path. */
function isNamed(text: string, mark: string): boolean {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    if (!/[\w.-]/.test(text[at - 1] ?? ' ') && !/[\w.-]/.test(text[at + mark.length] ?? ' ')) return true;
  return false;
}

/** `pip install uv` brings nothing that is imported. */
function installsForPython(command: ShellCommand): boolean {
  const install = readInstall(command);
  if (install?.kind !== 'pip' && install?.kind !== 'conda') return false;
  const { packages, files, projects, ownProject } = install;
  return ownProject || files.length + projects.length > 0 || packages.some((each) => !installers.test(each));
}

/** The environment that a command installs into; nothing for the one of the system, or where nobody can tell. */
function environmentOf(command: ShellCommand, run: Instruction, subject: Subject): Environment | undefined {
  const { program, words } = command;
  // `pip install --target`: into a folder of its own.
  if (words.some((word) => /^(?:-t|--target|--prefix|--root|--python)(?:=|$)/.test(word)) && /pip/.test(words[0] ?? ''))
    return undefined;
  if (condaPrograms.has(program)) return ofConda(command, run, subject);
  const [folder] = /^.+(?=\/bin\/(?:pip|python)[\d.]*$)/.exec(words[0] ?? '') ?? [];
  if (folder !== undefined && !/^\/(?:usr(?:\/local)?|opt\/conda)?$/.test(folder)) return ofFolder(folder, run);
  if (program === 'uv' && words[1] === 'sync' && !isMoved('UV_PROJECT_ENVIRONMENT', command, subject))
    return ofFolder(`${command.directory ?? '.'}/.venv`, run, '.venv');
  return undefined;
}

function isMoved(variable: string, { assignments }: ShellCommand, { image }: Subject): boolean {
  return variable in assignments || image.environment.has(variable);
}

function ofFolder(folder: string, { workdir }: Instruction, mark?: string): Environment {
  const place = resolvePath(folder, workdir);
  return { mark: mark ?? place, label: place, start: `${place}/bin/python` };
}

/** `conda env create -f environment.yml`, `conda create -n study`, `conda install -n study`. */
function ofConda({ words }: ShellCommand, run: Instruction, subject: Subject): Environment | undefined {
  const valueOf = (...names: readonly string[]): string | undefined => {
    const at = words.findIndex((word) => names.includes(word));
    const joined = words.find((word) => names.some((name) => name.startsWith('--') && word.startsWith(`${name}=`)));
    return joined === undefined ? (at < 0 ? undefined : words[at + 1]) : joined.slice(joined.indexOf('=') + 1);
  };
  const folder = valueOf('-p', '--prefix');
  if (folder !== undefined) return folder.includes('$') ? undefined : ofFolder(folder, run);
  const list = valueOf('-f', '--file');
  const found = list === undefined ? undefined : locateFile(list, run, subject);
  const listed = /^name:[ \t]*["']?([\w.-]+)/m.exec(subject.facts.byPath.get(found ?? '')?.text ?? '')?.[1];
  const makes = words[1] === 'create' || (words[1] === 'env' && words[2] === 'create');
  const name = valueOf('-n', '--name') ?? (makes ? listed : undefined);
  if (name === undefined || name === 'base' || name.includes('$')) return undefined;
  return { mark: name, label: `the environment ${name} of conda`, start: `conda run -n ${name} python` };
}

/** `COPY --from=build /venv/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages`: what is taken, where it goes to another place. */
function takesElsewhere({ keyword, flags, words }: Instruction): readonly string[] {
  if (keyword !== 'COPY' || flags['from'] === undefined) return [];
  const places = words.map(({ value }) => trimEnd(value, '/'));
  return places.slice(0, -1).filter((place) => place !== places.at(-1));
}

/** What can make an environment the one that runs: variables, the start, the programs on its way, links, and shells that read their profile. */
function usesOf({ image, dockerfile, facts }: Subject, reach: Reach): readonly string[] {
  const start = [image.entrypoint, image.cmd].flatMap((each) => each?.words.map(({ value }) => value) ?? []).join(' ');
  const isLogin = /\b(?:ba|z)?sh -\w*[il]/.test(start) || image.environment.has('BASH_ENV');
  const runs = image.instructions.filter(
    ({ keyword, text }) =>
      keyword === 'SHELL' ||
      (keyword === 'RUN' &&
        (/\b(?:ln|cp|mv|rsync)\b|ipykernel|alternatives|\/etc\/environment/.test(text) ||
          (isLogin && /profile|rc\b/.test(text)))),
  );
  return [
    start,
    reach.start?.text ?? '',
    ...[...image.environment.values()].map(({ value }) => value),
    ...runs.map(({ text }) => text),
    ...image.instructions.flatMap(takesElsewhere),
    ...reach.programs.flatMap(({ class: kind, program: { path, language, commands } }) => {
      if (kind === 'built' || path === dockerfile.path) return [];
      const text = facts.byPath.get(path)?.text ?? '';
      // The first line may name the interpreter.
      return language === 'shell'
        ? [text]
        : [/^#!.*/.exec(text)?.[0] ?? '', ...commands.map(({ words }) => words.join(' '))];
    }),
  ];
}
