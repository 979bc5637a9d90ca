import type { PipelineStep, StepGate } from '../../model/pipelines/pipeline-facts.ts';
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
    ...(when === 'always' || when === 'on_failure' ? { isAnyway: true } : {}),
    ...(allowed !== undefined && allowed.text !== 'false' ? { mayFail: true } : {}),
  });
}

function addGate(steps: readonly PipelineStep[], { job, step, isAnyway, mayFail }: StepGate): PipelineStep[] {
  if (job.length + step.length === 0 && isAnyway === undefined && mayFail === undefined) return [...steps];
  return steps.map((each) => ({
    ...each,
    gate: {
      job: [...job, ...(each.gate?.job ?? [])],
      step: [...step, ...(each.gate?.step ?? [])],
      ...((isAnyway ?? each.gate?.isAnyway) === true ? { isAnyway: true } : {}),
      ...((mayFail ?? each.gate?.mayFail) === true ? { mayFail: true } : {}),
    },
  }));
}

/** A node as text, in which the same conditions are the same. */
function spell({ text, items, entries }: LocatedNode): string {
  if (text !== undefined) return text;
  return [...items.map(spell), ...[...entries].map(([key, node]) => `${key}: ${spell(node)}`)].join(', ');
}
