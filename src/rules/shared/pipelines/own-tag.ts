import { repositoryOf } from '../../../parse/pipelines/pushes/image-names.ts';
import type { PipelineFacts } from '../../../model/pipelines/pipeline-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { either } from '../../../parse/pipelines/step-values.ts';

/** Tags that name whatever was pushed last. */
export const moving =
  /^(?:latest|main|master|dev|stable|edge|\$\{?CI_(?:COMMIT|DEFAULT)_BRANCH\}?|%\{\{_*github\.(?:head_ref|event\.repository\.default_branch)_*\}\})$/;

/** A whole name in one variable, with its tag, if it has one. */
const isWhole = /^(?:[$%]\{\{[^}]*\}\}|[$%]\{?\w+\}?)$/;

/** What the run itself gives and is the name of the repository alone: pushed so, it is latest. */
export const withoutTag =
  /^[$%]\{*_*(?:GITHUB_REPOSITORY|CI_REGISTRY_IMAGE|CI_PROJECT_(?:NAME|PATH|PATH_SLUG)|CIRCLE_PROJECT_REPONAME|github\.repository|github\.event\.repository\.(?:full_)?name)_*\}*$/;

/** The tag of a name. */
export function tagOf(text: string): string | undefined {
  return /:([^/:]+)$/.exec(text.split('@')[0] ?? '')?.[1];
}

/** Whether a name has a tag of its own, as far as it is written out. */
export function isUnique(text: string): boolean {
  const tag = tagOf(text);
  return tag === undefined
    ? (isWhole.test(text) && !withoutTag.test(text)) || /all-tags|-a\b/.test(text)
    : !moving.test(tag);
}

/** Whether a name is written out and has, of all that is pushed under it, no tag but one that moves. */
export function isShared(text: string, pushes: readonly { readonly text: string }[]): boolean {
  const name = repositoryOf(text);
  return (
    !/[$%]/.test(text) &&
    !text.includes(either) &&
    !isUnique(text) &&
    pushes.every((each) => repositoryOf(each.text) !== name || !isUnique(each.text)) &&
    pushes.every((each) => !/^[$%]/.test(each.text))
  );
}

/** A command that tells the branch: the same tag at every push to it. */
const asksBranch =
  /\bgit\s+(?:branch\s+--show-current|symbolic-ref\b|rev-parse\s+--abbrev-ref\b)|\$\{?(?:GITHUB_(?:HEAD_REF|BASE_REF)|CI_DEFAULT_BRANCH)\b/;

/** Whether a tag is a variable alone, which the pipeline fills with the name of the branch and nothing else. */
export function isOfBranch(
  tag: string,
  { path, files = [] }: PipelineFacts,
  { byPath }: Pick<ProjectFacts, 'byPath'>,
): boolean {
  const [, name] = /^[$%]\{?(\w+)\}?$/.exec(tag) ?? [];
  if (name === undefined) return false;
  const values = [path, ...files].flatMap((file) =>
    (byPath.get(file)?.text ?? '').split('\n').flatMap((line) => {
      const at = line.indexOf(`${name}=`);
      return at < 0 || /\w/.test(line[at - 1] ?? '') ? [] : [line.slice(at + name.length + 1)];
    }),
  );
  return (
    values.length > 0 && values.every((value) => asksBranch.test(value) && !/sha|describe|run_id|date/i.test(value))
  );
}
