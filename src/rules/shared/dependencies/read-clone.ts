import { isCommit, isFixedRef, isMovingName } from '../../../parse/manifests/is-pinned.ts';
import { once } from '../once.ts';
import type { Step } from './find-dependencies.ts';
import type { Named } from './package-lists.ts';

/** A repository that is cloned, and whether it is then at a commit, a tag or a branch. */
export function readClone({ command: { program, words, line }, all, file }: Step): Named | undefined {
  if (program !== 'git' || !words.includes('clone')) return undefined;
  const address = words.find((word) => /^(?:https?|git|ssh):\/\/|^git@/.test(word));
  if (address === undefined) return undefined;
  const refs = once(all, 'refs that are taken', () =>
    all.flatMap((each) => (each.program === 'git' ? refsOf(each.words) : [])),
  );
  const pinned = once(all, 'takes a fixed ref', () => refs.some((ref) => isFixedRef(ref) || !isMovingName(ref)));
  const ref = refs.some(isCommit) ? undefined : refs.find((each) => isFixedRef(each) || !isMovingName(each));
  return { text: address, file, line, pinned, way: 'cloned', ...(ref === undefined ? {} : { ref }) };
}

function refsOf(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => /^(?:-b|--branch|--revision)$/.test(word));
  const joined = words.find((word) => /^--(?:branch|revision)=/.test(word));
  if (at >= 0) return [words[at + 1] ?? ''];
  if (joined !== undefined) return [joined.slice(joined.indexOf('=') + 1)];
  const verb = words.findIndex((word) => /^(?:checkout|reset|switch)$/.test(word));
  return verb < 0
    ? []
    : words
        .slice(verb + 1)
        .filter((word) => !word.startsWith('-'))
        .slice(0, 1);
}
