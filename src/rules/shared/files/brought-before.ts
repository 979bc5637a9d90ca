import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { mostIgnoreRules, readIgnoreRules } from '../../../parse/adopt/ignore-rules.ts';
import { spendOn } from '../../../model/check/rule-work.ts';
import { parseDockerignore } from '../../../parse/project/dockerignore.ts';
import { WorkBudget } from '../../../parse/text/work-budget.ts';
import { once } from '../once.ts';

/** Files that say what is made or fetched before a build. */
const recipes = /(?:^|\/)(?:dvc\.yaml|[^/]+\.dvc|(?:GNU)?[Mm]akefile|justfile|Snakefile|Taskfile\.ya?ml)$/;

/**
 * Whether a path of the project that is not among its files may be there when the image is built: git is told to leave it out, a recipe
 * names it, or it is a repository of its own.
 */
export function isBroughtBefore(path: string, facts: ProjectFacts): boolean {
  const { files } = facts;
  const made = once(facts, 'recipes', () => files.filter((file) => recipes.test(file.path)));
  spendOn(facts, stepsThrough(made));
  return made.some(({ text }) => text?.includes(path) === true) || isLeftOut(path, facts);
}

/** Whether the ignore file of a build takes a path out of it, whoever brings it there. */
export function isKeptOut(path: string, { context }: DockerfileFacts, facts: ProjectFacts): boolean {
  const text = facts.byPath.get(context.ignoreFile ?? '')?.text;
  if (text === undefined || !path.startsWith(context.root)) return false;
  // What its patterns cost was bounded when the project was read; here only how often they are asked.
  const ignores = once(context, 'left out of the build', () => parseDockerignore(text, new WorkBudget(Infinity, '')));
  spendOn(facts, stepsThrough([{ text }]));
  return ignores(path.slice(context.root.length));
}

/** Whether git is told to leave a path out, or has it as a repository of its own. */
export function isLeftOut(path: string, facts: ProjectFacts): boolean {
  const { files, byPath } = facts;
  const isIgnored = once(facts, 'ignored by git', () =>
    readIgnoreRules(
      files.flatMap(({ path: list, text }) =>
        /(?:^|\/)\.gitignore$/.test(list) && text !== undefined
          ? [{ folder: list.replace(/\/?\.gitignore$/, ''), text }]
          : [],
      ),
    ),
  );
  const parts = path.split('/');
  const above = parts.map((_part, at) => parts.slice(0, at + 1).join('/'));
  const modules = once(
    facts,
    'repositories of their own',
    () =>
      new Set(
        (byPath.get('.gitmodules')?.text ?? '')
          .split('\n')
          .flatMap((line) => (/^\s*path\s*=/.test(line) ? [line.split('=')[1]?.trim() ?? ''] : [])),
      ),
  );
  const rules = once(facts, 'lines of .gitignore', () => Math.min(linesOf(facts), mostIgnoreRules));
  // Each is held against a folder part by part.
  spendOn(facts, 10 * rules * above.length);
  // Where the rules of git are more than are read, it may be.
  return above.some((each) => isIgnored(each, true) !== false || isIgnored(each, false) !== false || modules.has(each));
}

function linesOf({ files }: ProjectFacts): number {
  return files.reduce(
    (lines, { path, text }) => lines + (/(?:^|\/)\.gitignore$/.test(path) ? (text ?? '').split('\n').length : 0),
    0,
  );
}

/** A text is searched some tens of characters at a step. */
export function stepsThrough(texts: readonly { readonly text?: string | undefined }[]): number {
  return texts.reduce((steps, { text = '' }) => steps + 1 + text.length / 32, 0);
}
