import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { jobsAfter } from '../../../parse/pipelines/job-order.ts';
import { pushesOfCommands } from '../../../parse/pipelines/run-images.ts';
import { otherPushesOf, pushesImage } from '../../../parse/pipelines/pushes/other-pushes.ts';

/** Whether a step scans an image. */
export function scansImage(step: PipelineStep): boolean {
  return step.commands.some(isScan) || scansByAction(step);
}

/** The workflow with a scan that another one begins after: `on: workflow_run`. */
export function scannedBefore(
  { follows = [] }: PipelineFacts,
  pipelines: readonly PipelineFacts[],
): PipelineFacts | undefined {
  return pipelines.find(({ name, path, steps }) => follows.includes(name ?? path) && steps.some(scansImage));
}

/** The first step that pushes where neither its own job nor one that it waits for has scanned an image; one that names the image before all others. */
export function firstUnscanned(pipeline: PipelineFacts): PipelineStep | undefined {
  const found = listUnscanned(pipeline);
  return (
    found.find((step) => step.pushes.length > 0 || otherPushesOf(step).some(({ text }) => text !== undefined)) ??
    found[0]
  );
}

function listUnscanned({ steps, waits = new Map() }: PipelineFacts): readonly PipelineStep[] {
  const scanning = new Set(steps.filter(scansImage).map(({ job }) => job));
  const after = jobsAfter(scanning, waits);
  const scanned = new Set<string>();
  return steps.filter((step) => {
    const first = step.commands.findIndex(isScan);
    const pushed = step.commands.findIndex((command) => isPush(command, step));
    if (scansByAction(step) || (first >= 0 && (pushed < 0 || first < pushed))) scanned.add(step.job);
    const isCovered = scanned.has(step.job) || after.has(step.job);
    if (first >= 0) scanned.add(step.job);
    return pushesImage(step) && !isCovered;
  });
}

function isPush(command: ShellCommand, step: PipelineStep): boolean {
  const { uses: _, ...alone } = step;
  return pushesOfCommands([command]).length > 0 || otherPushesOf({ ...alone, commands: [command] }).length > 0;
}

function scansByAction({ uses, inputs }: PipelineStep): boolean {
  if (/(?:^|\/)trivy-action$/.test(uses?.action ?? ''))
    return (inputs['image-ref'] ?? '') !== '' || /^(?:image)?$/.test(inputs['scan-type'] ?? '');
  // It scans a folder where it is given one.
  if (uses?.action.endsWith('anchore/scan-action') === true) return (inputs['path'] ?? '') === '';
  return /(?:snyk\/actions\/docker|docker\/scout-action)$/.test(uses?.action ?? '');
}

/** Whether a command scans an image. */
export function isScan({ program, words }: ShellCommand): boolean {
  if (words.some((word) => /^(?:-h|--help|--version|--download-(?:java-)?db-only)$/.test(word))) return false;
  const isTrivy = program === 'trivy' || words.some((word) => /\/trivy(?::|@|$)/.test(word));
  return (
    (isTrivy && (words.includes('image') || words.includes('i'))) ||
    (program === 'grype' && !words.some((word) => /^(?:(?:dir|file):|db$|version$)/.test(word))) ||
    (program === 'docker' && words[1] === 'scout') ||
    (program === 'snyk' && words[1] === 'container')
  );
}
