import type { LocatedNode } from '../../text/located-yaml.ts';
import type { Difference } from '../as-written.ts';
import type { PlainJob, PlainPipeline } from './plain-jobs.ts';

/** What keeps a pipeline from being started by a change of these files; `undefined`: a push of one starts it, on whatever branch people work. */
export function oddStart({ root }: PlainPipeline, system: string, files: readonly string[]): Difference | undefined {
  return system === 'github' ? ofGithub(root, files) : ofGitlab(root);
}

function ofGithub(root: LocatedNode, files: readonly string[]): Difference | undefined {
  const on = root.entries.get('on');
  if (on === undefined) return { line: 1, what: 'no "on:"' };
  if (on.text === 'push' || on.items.some(({ text }) => text === 'push')) return undefined;
  const push = on.entries.get('push');
  if (!on.entries.has('push')) return { line: on.line, what: 'an "on:" without a push' };
  const entries = push?.entries ?? new Map<string, LocatedNode>();
  const textsOf = (key: string): readonly string[] => {
    const node = entries.get(key);
    return node?.text === undefined ? (node?.items ?? []).flatMap(({ text }) => text ?? []) : [node.text];
  };
  const [branches, paths, ignored] = ['branches', 'paths', 'paths-ignore'].map(textsOf);
  const turned = [...(branches ?? []), ...(paths ?? [])].find((each) => each.startsWith('!'));
  const line = push?.line ?? on.line;
  const strange = [...entries].find(([key]) => !/^(?:branches|tags|paths|paths-ignore)$/.test(key));
  if (strange !== undefined) return { line: strange[1].line, what: `"${strange[0]}:"` };
  if (turned !== undefined) return { line, what: `${turned} in its "on:"` };
  if (entries.has('tags') && !entries.has('branches')) return { line, what: 'an "on:" of tags alone' };
  if (entries.has('paths') && !files.every((file) => paths?.some((each) => covers(each, file)) === true))
    return { line, what: 'paths that may leave out the Dockerfile' };
  const loose = ignored?.find((each) => !files.every((file) => isApart(each, file)));
  return loose === undefined ? undefined : { line, what: `${loose} in "paths-ignore:"` };
}

function covers(pattern: string, file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return (
    [file, '**', '**/*', `**/${name}`, `${name}*`, `**/${name}*`].includes(pattern) ||
    (pattern.endsWith('/**') && !/[*?[]/.test(pattern.slice(0, -3)) && file.startsWith(pattern.slice(0, -2)))
  );
}

/** Whether a pattern is surely none of a file: it is of texts, or written out. */
function isApart(pattern: string, file: string): boolean {
  const below = /^([^*?[!]+\/)\*\*$/.exec(pattern)?.[1];
  if (below !== undefined) return !file.startsWith(below);
  return /\.(?:md|rst|txt)$/.test(pattern) || (!/[*?[!]/.test(pattern) && pattern !== file);
}

/** Rules of GitLab by which a push to any branch starts a pipeline. */
const ofPushes = /^\$CI_(?:COMMIT_BRANCH|PIPELINE_SOURCE == ["']push["'])$/;
const others = /^\$CI_(?:COMMIT_TAG|PIPELINE_SOURCE == ["'](?:push|web|schedule|merge_request_event)["'])$/;

function ofGitlab(root: LocatedNode): Difference | undefined {
  const workflow = root.entries.get('workflow');
  if (workflow === undefined) return undefined;
  const foreign = [...workflow.entries].find(([key]) => key !== 'rules' && key !== 'name');
  if (foreign !== undefined) return { line: foreign[1].line, what: `"${foreign[0]}:"` };
  const rules = workflow.entries.get('rules')?.items ?? [];
  const texts = rules.map(({ entries }) => (entries.size === 1 ? (entries.get('if')?.text ?? '') : ''));
  return texts.some((each) => ofPushes.test(each)) && texts.every((each) => ofPushes.test(each) || others.test(each))
    ? undefined
    : { line: workflow.line, what: 'rules for the whole pipeline' };
}

/** What may leave out a job, or one that it waits for, in a pipeline that was started. */
export function oddJobStart(
  job: PlainJob,
  { jobs }: PlainPipeline,
  seen: ReadonlySet<string> = new Set(),
): Difference | undefined {
  const { node, name } = job;
  for (const key of ['if', 'rules', 'only', 'except', 'when', 'allow_failure']) {
    const found = node.entries.get(key);
    if (found !== undefined) return { line: found.line, what: `"${key}:" in the job ${name}` };
  }
  // Of GitLab, what a job needs is a job that is there.
  const needs = node.entries.get('needs');
  const names = needs?.text === undefined ? (needs?.items ?? []).flatMap(({ text }) => text ?? []) : [needs.text];
  for (const each of names) {
    const other = jobs.find((one) => one.name === each);
    if (seen.has(each)) continue;
    const odd =
      other === undefined
        ? { line: needs?.line ?? node.line, what: `the job ${each} before it, which does not run` }
        : (other.odd ?? oddJobStart(other, { root: node, jobs }, new Set([...seen, name])));
    if (odd !== undefined) return odd;
  }
  return undefined;
}
