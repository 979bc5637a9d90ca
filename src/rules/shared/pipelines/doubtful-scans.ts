import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { jobsAfter } from '../../../parse/pipelines/job-order.ts';
import { strictAfter } from '../../../parse/pipelines/one-shell.ts';
import { isScan, scansImage } from './image-scans.ts';
import { lineOfPush, pushesImage } from '../../../parse/pipelines/pushes/other-pushes.ts';
import { objectionsTo } from './scan-objections.ts';

/** Pushes times scans that are compared: far more than any pipeline of people's has. */
const mostPairs = 40_000;

/** Unknown where a push is scanned before by nothing but steps that may be left out, or fail without stopping it. */
export function judgeDoubtfulScan(pipeline: PipelineFacts): Verdict | undefined {
  const { path, steps } = pipeline;
  const places = new Map(steps.map((step, at) => [step, at]));
  const placeOf = (step: PipelineStep): number => places.get(step) ?? 0;
  const scans = steps.filter(scansImage).map((scan) => ({
    scan,
    isForgiven: isForgiven(scan, pipeline),
    objects: objectionsTo(scan, placeOf(scan), pipeline),
  }));
  const pushes = steps.filter(pushesImage);
  if (scans.length * pushes.length > mostPairs)
    return unknown(`${path} has too many pushes and scans to tell which of them stops which`, { file: path });
  const after = reachedFrom(pipeline);
  for (const push of pushes) {
    const doubts = scans
      .filter(({ scan }) => (scan.job === push.job ? placeOf(scan) <= placeOf(push) : after.waits(scan, push)))
      .map(({ scan, isForgiven: goesOnThere, objects }) => ({
        scan,
        why: goesOnThere
          ? goesOn
          : (objects(push, placeOf(push)) ?? doubtOf(scan, push) ?? (after.isLoose(scan, push) ? between : undefined)),
      }));
    const [first] = doubts;
    if (first?.why === undefined || doubts.some(({ why }) => why === undefined)) continue;
    return unknown(
      `the image is scanned before the push in line ${String(lineOfPush(push))}, ${first.why}`,
      { file: first.scan.file ?? path, line: first.scan.line },
      'let the scan run whenever the push does, and end the run where it fails',
    );
  }
  return undefined;
}

/** Unknown where a workflow that begins after the one with the scan does so whatever came of that. */
export function judgeScanBefore({ path, steps }: PipelineFacts, before: PipelineFacts): Verdict | undefined {
  const loose = steps.find(
    (step) =>
      pushesImage(step) &&
      ![...(step.gate?.job ?? []), ...(step.gate?.step ?? [])]
        .flatMap(partsOf)
        .some((part) => /^github\.event\.workflow_run\.conclusion\s?==\s?'success'$/.test(part)),
  );
  return loose === undefined
    ? undefined
    : unknown(
        `the image is scanned in ${before.path}, and the push in line ${String(lineOfPush(loose))} runs whatever came of that`,
        { file: loose.file ?? path, line: lineOfPush(loose) },
        "add to its job: if: github.event.workflow_run.conclusion == 'success'",
      );
}

interface Reached {
  /** The push waits for the scan, by whatever jobs. */
  readonly waits: (scan: PipelineStep, push: PipelineStep) => boolean;
  /** It does so only through jobs that run whatever comes of the scan. */
  readonly isLoose: (scan: PipelineStep, push: PipelineStep) => boolean;
}

/** The jobs after each, asked for once. */
function keep(from: ReadonlyMap<string, readonly string[]>): (job: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (job) => {
    const found = known.get(job) ?? jobsAfter([job], from);
    known.set(job, found);
    return found;
  };
}

function reachedFrom({ steps, waits = new Map<string, readonly string[]>() }: PipelineFacts): Reached {
  const strict = new Set(steps.filter(({ gate }) => gate?.isAnyway !== true).map(({ job }) => job));
  // What has no steps of its own is a stage, or a call of others.
  const loose = new Set(steps.map(({ job }) => job).filter((job) => !strict.has(job)));
  const tight = new Map([...waits].filter(([job]) => !loose.has(job)));
  const [all, held] = [keep(waits), keep(tight)];
  return {
    waits: (scan, push) => all(scan.job).has(push.job),
    isLoose: (scan, push) => scan.job !== push.job && !loose.has(push.job) && !held(scan.job).has(push.job),
  };
}

const goesOn = 'and the push goes on where that fails';
const between = 'and a job between them runs whatever comes of it';

function doubtOf(scan: PipelineStep, push: PipelineStep): string | undefined {
  if (scan === push) return undefined;
  if (scan.gate?.mayFail === true) return goesOn;
  const own = [...(push.gate?.job ?? []), ...(push.gate?.step ?? [])].flatMap(partsOf);
  const isHeld = (condition: string): boolean => partsOf(condition).every((part) => own.includes(part));
  const inOther = scan.job === push.job ? [] : (scan.gate?.job ?? []);
  const loose = (scan.gate?.step ?? []).find((condition) => !isHeld(condition));
  if (loose !== undefined) return `only if ${loose}`;
  const asksForResult = own.some((part) => part.replaceAll(/[\s()]/g, '') === `needs.${scan.job}.result=='success'`);
  if (push.gate?.isAnyway === true && !asksForResult) return 'and the push is told to run whatever comes of it';
  // GitHub leaves out what waits for a job that was left out; GitLab goes on.
  const open = inOther.find((condition) => ofGitlab.test(condition) && !isHeld(condition));
  return open === undefined ? undefined : `only by its own ${open.slice(0, open.indexOf(':'))}`;
}

const ofGitlab = /^(?:rules|only|except|when): /;

/** What must all hold for a condition to: a choice (`||`), and what GitLab says, is one. */
function partsOf(condition: string): readonly string[] {
  if (ofGitlab.test(condition) || condition.includes('||')) return [condition];
  return condition
    .split('&&')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `trivy image NAME || true`: the shell goes on where each of the scans fails. */
function isForgiven({ commands, shell }: PipelineStep, { system }: PipelineFacts): boolean {
  const scans = commands.filter(isScan);
  // GitLab and CircleCI set pipefail, and GitHub does where a step names bash.
  const hasPipefail = system !== 'github' || /^bash$|pipefail/.test(shell ?? '');
  const passedOver = system === 'github' && isLenient(shell) ? withoutStop(commands) : new Set<ShellCommand>();
  return (
    scans.length > 0 &&
    scans.every(
      (scan) =>
        scan.forgiven === 'always' || (scan.forgiven === 'unless-pipefail' && !hasPipefail) || passedOver.has(scan),
    )
  );
}

/** GitHub gives `bash` and `sh` their `-e`, and no shell whose words a step names itself (`bash -l {0}`), nor PowerShell. */
function isLenient(shell: string | undefined): boolean {
  return shell !== undefined && !/^(?:bash|sh)$|\s-\w*e|errexit/.test(shell);
}

/** Commands after which such a shell goes on, whatever became of them: all but the last, until it is told to stop. */
function withoutStop(commands: readonly ShellCommand[]): ReadonlySet<ShellCommand> {
  const found = new Set<ShellCommand>();
  const lastExit = commands.findLastIndex(({ program }) => program === 'exit');
  let strict = false;
  for (const [at, command] of commands.entries()) {
    strict = strictAfter(command, strict);
    if (!strict && at > lastExit && at < commands.length - 1) found.add(command);
  }
  return found;
}
