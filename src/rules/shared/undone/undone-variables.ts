import type { Finding, Location } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { once } from '../once.ts';
import { changedByForms } from './changing-forms.ts';

interface Undone {
  /** Absent where the variable is taken away. */
  readonly value?: string;
  readonly location: Location;
}

/** A variable that the image sets as it should be. */
export interface Kept {
  readonly name: string;
  readonly value: string;
  /** Which other values do no harm. */
  readonly isRight: (value: string) => boolean;
}

/**
 * The first place that undoes a variable of the image for the program: a word of the start or of a script on the way (`env -u`, `unset`,
 * `NAME=value program`), the program itself, or a file of the run.
 */
export function findUndone(
  { name, value: kept, isRight }: Kept,
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): Finding | undefined {
  const places = [
    ...linesOf(image, dockerfile, facts).flatMap((each) => changesIn(name, each)),
    ...changedByPrograms(name, dockerfile, facts),
    ...changedByRun(name, facts),
    ...changedByJobs(name, facts),
  ];
  const undone = places.find(({ value }) => value === undefined || (!value.includes('$') && !isRight(value)));
  if (undone === undefined) return undefined;
  const { value, location } = undone;
  const what = value === undefined ? 'is taken away from' : `is "${value}" for`;
  return {
    message: `${name} ${what} what is started`,
    location,
    fix: `leave ${name}=${kept} of the image as it is`,
  };
}

export interface Line {
  readonly words: readonly string[];
  readonly location: Location;
}

/** Found once for all variables of an image. */
export function linesOf(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): readonly Line[] {
  const known = once(facts, 'what starts each image, word by word', () => new Map<FinalImage, readonly Line[]>());
  const lines = known.get(image) ?? startTexts(image, dockerfile, facts);
  known.set(image, lines);
  return lines;
}

/** Start commands, and lines of the shell scripts that they reach, as words. */
function startTexts({ entrypoint, cmd }: FinalImage, { path }: DockerfileFacts, facts: ProjectFacts): readonly Line[] {
  const started = [entrypoint, cmd].flatMap((instruction) =>
    instruction === undefined
      ? []
      : [
          {
            // What stands behind `sh -c` is a script, which begins with a command.
            words: instruction.words.flatMap(({ value }, at, all) =>
              /^-\w*c$/.test(all[at - 1]?.value ?? '') ? [';', ...split(value)] : split(value),
            ),
            location: { file: path, line: instruction.line },
          },
        ],
  );
  const scripts = (facts.reach.get(path)?.programs ?? []).flatMap(({ class: kind, program }) =>
    kind === 'started' && program.language === 'shell' && program.path !== path
      ? (facts.byPath.get(program.path)?.text ?? '')
          .split('\n')
          .map((text, at) => ({ words: split(text), location: { file: program.path, line: at + 1 } }))
      : [],
  );
  return [...started, ...scripts.filter(({ words }) => words[0]?.startsWith('#') !== true)];
}

/** Words of a line of a shell, as far as they matter here: each ends at a blank or where a command ends. */
function split(text: string): readonly string[] {
  return text
    .replaceAll(/[;&|()]/g, ' ; ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll(/["']/g, ''));
}

function changesIn(name: string, { words, location }: Line): readonly Undone[] {
  const found: Undone[] = [];
  let command = '';
  words.forEach((word, at) => {
    if (word === ';') command = '';
    else if (command === '' && !/^\w+=/.test(word) && !/^(?:exec|sudo|then|do|else|nohup|time)$/.test(word))
      command = word;
    const isEnv = /(?:^|\/)env$/.test(command);
    const isTaken =
      (command === 'unset' && word === name) ||
      (/^(?:export|declare|typeset)$/.test(command) && word === name && /^(?:-n|\+x)$/.test(words[at - 1] ?? '')) ||
      (words[at - 1] === 'exec' && word === '-c') ||
      (isEnv &&
        (/^(?:-[a-hj-zA-Z]*i[a-zA-Z0]*|-|--ignore-environment)$/.test(word) ||
          word === `-u${name}` ||
          word === `--unset=${name}`)) ||
      (isEnv && word === name && /^(?:-u|--unset)$/.test(words[at - 1] ?? ''));
    if (isTaken) found.push({ location });
    const isSetting = command === '' || isEnv || /^(?:export|declare|local|typeset|set)$/.test(command);
    if (isSetting && word.startsWith(`${name}=`)) found.push({ value: word.slice(name.length + 1), location });
  });
  return found;
}

/** In each way to take a variable away: few programs have any, and others need not be read line by line for every variable. */
const mayTake = /environ|unsetenv|delete!|pop!|empty!|withenv/;

/** What programs of Python, R and Julia do to their own environment. */
function changedByPrograms(name: string, { path }: DockerfileFacts, facts: ProjectFacts): readonly Undone[] {
  const taken = new RegExp(
    String.raw`\benviron\.clear\(\)|\b(?:environ\.pop|unsetenv|environ\.__delitem__)\(\s?["']${name}["']|\bdel (?:os\.)?environ\[["']${name}["']|\b(?:Sys\.unsetenv|delete!|pop!)\((?:ENV, ?|c\([^)]{0,200})?["']${name}["']|\bos\.environ ?= ?(?!=)|\bempty!\(ENV\)|\bwithenv\([^)]{0,200}["']${name}["'] ?=> ?nothing`,
  );
  return (facts.reach.get(path)?.programs ?? []).flatMap(({ class: kind, program }): readonly Undone[] => {
    if (kind !== 'started' || program.language === 'shell') return [];
    const set = program.variables
      .filter((each) => each.name === name && each.isDefault !== true)
      .flatMap(({ value, line }) => {
        const text = textOf(value);
        return text === undefined ? [] : [{ value: text, location: { file: program.path, line } }];
      });
    const text = facts.byPath.get(program.path)?.text ?? '';
    const byPrefix = takesByPrefix(text, name) ? /\benviron\.pop\(\s?[a-z]|\bdel (?:os\.)?environ\[[a-z]/i : undefined;
    const gone = (mayTake.test(text) ? text.split('\n') : []).flatMap((line, at) =>
      (taken.test(line) || byPrefix?.test(line) === true) && !line.trimStart().startsWith('#')
        ? [{ location: { file: program.path, line: at + 1 } }]
        : [],
    );
    return [...set, ...gone, ...changedByForms(name, program, text)];
  });
}

/** `for name in list(os.environ): if name.startswith("HF_"): del os.environ[name]`: whether a program tells variables by how this one begins, or names it in a list. */
function takesByPrefix(text: string, name: string): boolean {
  return (
    mayTake.test(text) &&
    (new RegExp(String.raw`["']${name}["']`).test(text) ||
      [...text.matchAll(/\bstartswith\(\(?["'](\w{2,40})["']/g)].some(([, prefix = '']) => name.startsWith(prefix)))
  );
}

/** `ces/env-file.txt`, and `--env NAME=value` in the files of options. */
function changedByRun(name: string, { files, home = '' }: ProjectFacts): readonly Undone[] {
  return files.flatMap(({ path, text = '' }) => {
    const file = path.startsWith(`${home}ces/`) ? path.slice(home.length + 4) : '';
    if (!/^(?:env|opt)-file[\w-]*\.txt$/.test(file)) return [];
    return text.split('\n').flatMap((line, at) => {
      const taken = /^\s*--unsetenv(?:-all|[ =]["']?(\w+)["']?)\s*$/.exec(line);
      if (!file.startsWith('env-') && taken !== null && (taken[1] ?? name) === name)
        return [{ location: { file: path, line: at + 1 } }];
      const given = file.startsWith('env-')
        ? line.trim()
        : /^\s*(?:--env|-e)[ =](\S+)/.exec(line)?.[1]?.replaceAll(/["']/g, '');
      return given?.startsWith(`${name}=`) === true
        ? [{ value: given.slice(name.length + 1), location: { file: path, line: at + 1 } }]
        : [];
    });
  });
}

/** `env:` of the containers of a Kubernetes Job. */
function changedByJobs(name: string, { jobs }: ProjectFacts): readonly Undone[] {
  return jobs.flatMap(({ path, manifest, unread }) => {
    const pod =
      unread === undefined ? manifest.entries.get('spec')?.entries.get('template')?.entries.get('spec') : undefined;
    const containers = pod?.entries.get('containers')?.items ?? [];
    const variables = containers.flatMap(({ entries }) => entries.get('env')?.items ?? []);
    return variables.flatMap(({ entries }) => {
      const value = entries.get('name')?.text === name ? entries.get('value') : undefined;
      return value?.text === undefined ? [] : [{ value: value.text, location: { file: path, line: value.line } }];
    });
  });
}
