import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { jobsAfter } from '../../../parse/pipelines/job-order.ts';
import { linesOf } from '../lines-of.ts';
import { isScan, scansImage } from './image-scans.ts';

/** Unknown where a push is scanned before by nothing but steps that may be left out, or fail without stopping it. */
export function judgeDoubtfulScan(pipeline: PipelineFacts, facts: ProjectFacts): Verdict | undefined {
  const { path, steps, waits = new Map() } = pipeline;
  const scans = steps.filter(scansImage);
  const fix = 'let the scan run whenever the push does, and end the run where it fails';
  for (const [at, push] of steps.entries()) {
    if (push.pushes.length === 0) continue;
    const doubts = scans
      .filter((scan) =>
        scan.job === push.job ? steps.indexOf(scan) <= at : jobsAfter([scan.job], waits).has(push.job),
      )
      .map((scan) => ({ scan, why: isForgiven(scan, path, facts) ? goesOn : doubtOf(scan, push) }));
    const [first] = doubts;
    if (first?.why === undefined || doubts.some(({ why }) => why === undefined)) continue;
    return unknown(
      `the image is scanned before the push in line ${String(push.pushes[0]?.line ?? push.line)}, ${first.why}`,
      { file: first.scan.file ?? path, line: first.scan.line },
      fix,
    );
  }
  return undefined;
}

const goesOn = 'and the push goes on where that fails';

function doubtOf(scan: PipelineStep, push: PipelineStep): string | undefined {
  if (scan === push) return undefined;
  if (scan.gate?.mayFail === true) return goesOn;
  const own = [...(push.gate?.job ?? []), ...(push.gate?.step ?? [])];
  const isHeld = (condition: string): boolean => own.some((each) => each.includes(condition));
  const inOther = scan.job === push.job ? [] : (scan.gate?.job ?? []);
  const loose = (scan.gate?.step ?? []).find((condition) => !isHeld(condition));
  if (loose !== undefined) return `only if ${loose}`;
  if (push.gate?.isAnyway === true) return 'and the push is told to run whatever comes of it';
  // GitHub leaves out what waits for a job that was left out; GitLab goes on.
  const open = inOther.find((condition) => /^(?:rules|only|except|when): /.test(condition) && !isHeld(condition));
  return open === undefined ? undefined : `only by its own ${open.slice(0, open.indexOf(':'))}`;
}

/** `trivy image NAME || true`: the shell goes on where the scan fails. */
function isForgiven({ commands, file }: PipelineStep, path: string, { byPath }: ProjectFacts): boolean {
  const lines = linesOf(byPath.get(file ?? path)) ?? [];
  return commands.filter(isScan).some(({ line }) => {
    let end = line - 1;
    while (lines[end]?.trimEnd().endsWith('\\') === true) end += 1;
    return /\|\|\s*(?:true|:|echo|exit 0)(?:\W|$)/.test(lines.slice(line - 1, end + 1).join(' '));
  });
}
