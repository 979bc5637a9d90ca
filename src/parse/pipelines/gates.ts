import type { PipelineStart, PipelineStep, StepGate } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';

/** Functions of GitHub that say what the steps before came to; the first two let a step run whatever that is. */
const anyway = /\b(?:always|failure)\s*\(\s*\)|!\s*cancelled\s*\(\s*\)/;
const ofStatus = /!?\s*\b(?:always|failure|success|cancelled)\s*\(\s*\)|&&|\|\||[()\s]/g;

/** Steps with what a job, or a step that uses an action, says about when they run. */
export function withGate(steps: readonly PipelineStep[], { entries }: LocatedNode, of: 'job' | 'step'): PipelineStep[] {
  const text = (entries.get('if')?.text ?? '').replaceAll(/^\$\{\{|\}\}$/g, '').trim();
  const conditions = text.replaceAll(ofStatus, '') === '' ? [] : [text];
  return addGate(steps, {
    job: of === 'job' ? conditions : [],
    step: of === 'step' ? conditions : [],
    ...(anyway.test(text) ? { isAnyway: true } : {}),
    ...(!/^(?:false)?$/.test(entries.get('continue-on-error')?.text ?? '') ? { mayFail: true } : {}),
  });
}

/** Steps of a job of GitLab: its rules, and what its failure does. */
export function withRules(steps: readonly PipelineStep[], job: ReadonlyMap<string, LocatedNode>): PipelineStep[] {
  const conditions = ['rules', 'only', 'except'].flatMap((key) => {
    const node = job.get(key);
    return node === undefined ? [] : [`${key}: ${spell(node)}`];
  });
  const when = job.get('when')?.text;
  // A job that is started by hand and may not fail is waited for.
  const isUsual = when === undefined || when === 'on_success' || when === 'manual';
  const allowed = job.get('allow_failure');
  return addGate(steps, {
    job: isUsual ? conditions : [...conditions, `when: ${when}`],
    step: [],
    ...(when === 'manual' || isByHand(job.get('rules')) ? { isByHand: true } : {}),
    ...(when === 'always' || when === 'on_failure' ? { isAnyway: true } : {}),
    ...(allowed !== undefined && allowed.text !== 'false' ? { mayFail: true } : {}),
  });
}

/** Every rule of it waits for a person. */
function isByHand(rules: LocatedNode | undefined): boolean {
  const items = (rules?.items ?? []).filter(({ entries }) => entries.get('when')?.text !== 'never');
  return items.length > 0 && items.every(({ entries }) => entries.get('when')?.text === 'manual');
}

function addGate(
  steps: readonly PipelineStep[],
  { job, step, isAnyway, mayFail, isByHand: hand }: StepGate,
): PipelineStep[] {
  if (job.length + step.length === 0 && [isAnyway, mayFail, hand].every((each) => each === undefined))
    return [...steps];
  return steps.map((each) => ({
    ...each,
    gate: {
      job: [...job, ...(each.gate?.job ?? [])],
      step: [...step, ...(each.gate?.step ?? [])],
      ...((isAnyway ?? each.gate?.isAnyway) === true ? { isAnyway: true } : {}),
      ...((hand ?? each.gate?.isByHand) === true ? { isByHand: true } : {}),
      ...((mayFail ?? each.gate?.mayFail) === true ? { mayFail: true } : {}),
    },
  }));
}

/** A node as text, in which the same conditions are the same. */
function spell({ text, items, entries }: LocatedNode): string {
  if (text !== undefined) return text;
  return [...items.map(spell), ...[...entries].map(([key, node]) => `${key}: ${spell(node)}`)].join(', ');
}

/** Events of GitHub that no change of a file brings about. */
const byHand = new Set(['workflow_dispatch', 'schedule', 'repository_dispatch']);

/** What starts a workflow of GitHub; nothing where every change does, or where nothing says. */
export function startOf(root: LocatedNode): PipelineStart | undefined {
  const on = root.entries.get('on');
  const names = on?.text === undefined ? [...(on?.entries.keys() ?? []), ...textsOf(on)] : [on.text];
  if (names.length === 0) return undefined;
  const automatic = names.filter((name) => !byHand.has(name));
  if (automatic.length === 0) return { isByHand: true };
  if (!automatic.every((name) => name === 'push' || name === 'pull_request')) return undefined;
  const events = automatic.map((name) => on?.entries.get(name));
  const paths = events.map((event) => textsOf(event?.entries.get('paths')));
  const push = automatic.length === 1 && automatic[0] === 'push' ? events[0] : undefined;
  const branches = push?.entries.has('tags') === true ? [] : textsOf(push?.entries.get('branches'));
  const hasPaths = paths.every((each) => each.length > 0);
  if (!hasPaths && branches.length === 0) return undefined;
  return {
    ...(hasPaths ? { paths: paths.flat() } : {}),
    ...(branches.length > 0 ? { branches } : {}),
  };
}

function textsOf(node: LocatedNode | undefined): readonly string[] {
  return node?.text === undefined ? (node?.items ?? []).flatMap(({ text }) => text ?? []) : [node.text];
}

/** Whether `rules:` of GitLab let a job, or a pipeline, never run. */
export function neverByRules(rules: LocatedNode | undefined): boolean {
  const items = rules?.items ?? [];
  for (const { entries } of items) {
    const isNever = entries.get('when')?.text === 'never';
    const isBound = ['if', 'changes', 'exists'].some((key) => entries.has(key)) || !entries.has('when');
    if (!isNever) return false;
    if (!isBound) return true;
  }
  return items.length > 0;
}

/** Whether a job of GitLab runs at all. */
export function mayRun(job: ReadonlyMap<string, LocatedNode>): boolean {
  return job.get('when')?.text !== 'never' && !neverByRules(job.get('rules'));
}
