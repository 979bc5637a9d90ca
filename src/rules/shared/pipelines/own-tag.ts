import { repositoryOf } from './scanned-name.ts';
import { either } from '../../../parse/pipelines/step-values.ts';

/** Tags that name whatever was pushed last. */
export const moving =
  /^(?:latest|main|master|dev|stable|edge|\$\{?CI_(?:COMMIT|DEFAULT)_BRANCH\}?|%\{\{_*github\.(?:head_ref|event\.repository\.default_branch)_*\}\})$/;

/** A whole name in one variable, with its tag, if it has one. */
const isWhole = /^(?:[$%]\{\{[^}]*\}\}|[$%]\{?\w+\}?)$/;

/** The tag of a name. */
export function tagOf(text: string): string | undefined {
  return /:([^/:]+)$/.exec(text.split('@')[0] ?? '')?.[1];
}

/** Whether a name has a tag of its own, as far as it is written out. */
export function isUnique(text: string): boolean {
  const tag = tagOf(text);
  return tag === undefined ? isWhole.test(text) || /all-tags|-a\b/.test(text) : !moving.test(tag);
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
