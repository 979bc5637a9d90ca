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
import { pythonOf } from '../dependencies/refused-python.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { judgeJuliaProject } from '../julia/unused-project.ts';
import { condaPrograms } from '../../../parse/shell/vocabulary.ts';

/** Where packages are installed apart from the interpreter that the command `python` starts. */
interface Environment {
  /** What names it wherever it is used: its folder, or its name for conda. */
  readonly mark: string;
  /** In a sentence. */
  readonly label: string;
  /** What lets the start find them. */
  readonly fix: string;
}

/**
 * Where all packages are in an environment of their own, and nothing that starts names it: the interpreter of the start has none of
 * them then. A start through a script, or by a name that is not Python's, is unknown.
 */
export function judgeEnvironment(subject: Subject): Verdict | undefined {
  const { dockerfile, facts } = subject;
  const ofJulia = judgeJuliaProject(subject);
  if (ofJulia !== undefined) return ofJulia;
  const reach = facts.reach.get(dockerfile.path);
  const program = reach?.programs.find(
    ({ class: kind, program: { language, imports } }) =>
      kind === 'started' && language === 'python' && imports.some(({ files }) => files.length === 0),
  );
  if (reach === undefined || program === undefined) return undefined;
  const runs = dockerfile.instructions.filter(({ keyword, onbuild }) => keyword === 'RUN' && !onbuild);
  const found = new Map<string, Environment>();
  // Python looks beside the program, and `python -m` where it is started.
  const beside = new Set(
    reach.programs.flatMap(({ place = '', workdir = '' }) => [place.replace(/\/[^/]*$/, ''), workdir]),
  );
  for (const run of runs)
    for (const command of run.commands) {
      if (!installsForPython(command)) continue;
      const environment = environmentOf(command, run, subject);
      if (environment !== undefined && beside.has(environment.mark)) return undefined;
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
  { label, fix }: Environment,
  { way, program }: ReachedProgram,
  { image, dockerfile }: Subject,
): Verdict {
  const instruction = image.entrypoint ?? image.cmd;
  const location = { file: dockerfile.path, line: instruction?.line ?? image.stage.line };
  const isPlain =
    instruction?.form === 'json' &&
    /^(?:\/usr\/(?:local\/)?bin\/)?python[\d.]*$/.test(instruction.words[0]?.value ?? '');
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
  if (words.some((word) => /^(?:--root|--python)(?:=|$)/.test(word)) && /pip/.test(words[0] ?? '')) return undefined;
  const target = targetOf(command, run);
  if (target !== undefined) return target.place === undefined ? undefined : ofTarget(target.place);
  if (!subject.image.stage.lineage.includes(run.stage)) return ofStage(command, run, subject);
  if (condaPrograms.has(program)) return ofConda(command, run, subject);
  const [folder] = /^.+(?=\/bin\/(?:pip|python)[\d.]*$)/.exec(words[0] ?? '') ?? [];
  if (folder !== undefined && !/^\/(?:usr(?:\/local)?|opt\/conda)?$/.test(folder)) return ofFolder(folder, run);
  if (program === 'uv' && words[1] === 'sync' && !isMoved('UV_PROJECT_ENVIRONMENT', command, subject))
    return ofFolder(`${command.directory ?? '.'}/.venv`, run, '.venv');
  return undefined;
}

const adviseStart = (start: string): string => `start ${start}, or put its folder before PATH with ENV`;

/** The folder that `pip install --target` names; none where nobody can tell, or where Python looks by itself. */
function targetOf({ words }: ShellCommand, { workdir }: Instruction): { readonly place?: string } | undefined {
  if (!/pip/.test(words[0] ?? '')) return undefined;
  const option = /^(?:-t|--target|--prefix)(?:=(.*))?$/;
  const at = words.findIndex((word) => option.test(word));
  if (at < 0) return undefined;
  const place = resolvePath(option.exec(words[at] ?? '')?.[1] ?? words[at + 1] ?? '', workdir);
  return /^\/(?:usr(?:\/|$)|$)|[$~]|-packages/.test(place) || !place.startsWith('/') ? {} : { place };
}

const ofTarget = (place: string): Environment => ({
  mark: place,
  label: `${place}, where Python does not look`,
  fix: `add ENV PYTHONPATH=${place}, or of a prefix its folder site-packages`,
});

/** Where pip of a stage that is left behind installs, when the image takes nothing of it that holds packages for its own Python. */
function ofStage(command: ShellCommand, run: Instruction, { image, dockerfile }: Subject): Environment | undefined {
  const stage = dockerfile.stages.find(({ index }) => index === run.stage);
  const names = new Set([stage?.name?.toLowerCase(), String(run.stage)]);
  const isChanged = dockerfile.instructions.some(
    ({ stage: index, keyword, text }) =>
      stage?.lineage.includes(index) === true &&
      (keyword === 'ENV' ? /PATH|PIP|PYTHON|VIRTUAL|UV_|CONDA/.test(text) : /activate|[,=]from=/.test(text)),
  );
  const copies = dockerfile.instructions.filter(
    ({ keyword, flags }) => keyword === 'COPY' && names.has(flags['from']?.toLowerCase()),
  );
  const isPlain = /^(?:pip|python)[\d.]*$/.test(command.words[0] ?? '') && !command.words.includes('--user');
  if (!isPlain || isChanged || copies.length === 0 || copies.some((each) => !image.stage.lineage.includes(each.stage)))
    return undefined;
  const own = pythonOf(image);
  const taken = copies.flatMap(({ words }) => words.map(({ value }) => value));
  // `python3.12/site-packages` is no place of Python 3.13.
  const isOther = (path: string): boolean => {
    const version = /\/python(\d\.\d+)\/(?:site|dist)-packages\/?$/.exec(path)?.[1];
    return version !== undefined && own !== undefined && !`${own}.`.startsWith(`${version}.`);
  };
  if (taken.some((path) => holdsPackages.test(path) && !isOther(path))) return undefined;
  const first = taken.find(isOther) ?? taken[0] ?? '';
  return {
    mark: taken.find(isOther) ?? `stage ${String(run.stage)}`,
    label: `the stage ${stage?.name ?? String(run.stage)}, of which the image takes ${first}, where its Python does not look for them`,
    fix: 'install them in the last stage, or COPY --from the folder in which they are to where its Python looks',
  };
}

/** Paths under which packages may lie. */
const holdsPackages =
  /^\/?$|^\/usr(?:\/local)?(?:\/(?:lib|share).*)?\/?$|-packages|\.local|venv|conda|^\/(?:root|home)(?:\/|$)|[$*]/;

function isMoved(variable: string, { assignments }: ShellCommand, { image }: Subject): boolean {
  return variable in assignments || image.environment.has(variable);
}

function ofFolder(folder: string, { workdir }: Instruction, mark?: string): Environment {
  const place = resolvePath(folder, workdir);
  return { mark: mark ?? place, label: place, fix: adviseStart(`${place}/bin/python`) };
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
  return { mark: name, label: `the environment ${name} of conda`, fix: adviseStart(`conda run -n ${name} python`) };
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
        (/\b(?:ln|cp|mv|rsync)\b|ipykernel|alternatives|\/etc\/environment|\.pth\b|sitecustomize/.test(text) ||
          (isLogin && /profile|rc\b/.test(text)))),
  );
  return [
    start,
    reach.start?.text ?? '',
    ...[...image.environment.values()].map(({ value }) => value),
    ...runs.map(({ text }) => text),
    ...image.instructions.flatMap(takesElsewhere),
    ...reach.programs.flatMap(({ class: kind, program: { path, language, commands, texts } }) => {
      if (kind === 'built' || path === dockerfile.path) return [];
      const text = facts.byPath.get(path)?.text ?? '';
      // The first line may name the interpreter.
      return language === 'shell'
        ? [text]
        : [
            /^#!.*/.exec(text)?.[0] ?? '',
            ...texts.map((each) => each.text),
            ...commands.map(({ words }) => words.join(' ')),
          ];
    }),
  ];
}
