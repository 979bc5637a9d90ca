import type { PipelineFacts } from '../../../model/pipelines/pipeline-facts.ts';
import type { Difference } from '../as-written.ts';
import { variablesIn } from '../open-variables.ts';
import { spellExpressions } from '../pipeline-text.ts';
import type { Act } from './acts.ts';
import { type PlainJob, type PlainStep, readPlainJobs } from './plain-jobs.ts';
import { oddJobStart } from './plain-start.ts';

/**
 * Why nothing proves that a pipeline scans the image that it builds, and pushes nothing but that; `undefined`: every word of it is of a known form, and
 * each job that pushes builds one image, scans it under a name of its own and pushes it by one.
 */
export function whyScanUnproved(pipeline: PipelineFacts, text: string): Difference | undefined {
  const plain = readPlainJobs(pipeline, text);
  if ('what' in plain) return plain;
  if (plain.odd !== undefined) return plain.odd;
  const found = plain.jobs.map((job) => followJob(job));
  const odd = found.map((each) => each.odd).find((each) => each !== undefined);
  if (odd !== undefined) return odd;
  const isProven = plain.jobs.some((job, at) => {
    const { hasScanned = false, hasPushed = false } = found[at] ?? {};
    // Where nothing is pushed, the scan itself must run.
    return hasScanned && (hasPushed || oddJobStart(job, plain) === undefined);
  });
  return isProven ? undefined : { line: 1, what: 'no job that builds an image and scans it by its name in any case' };
}

/** What a job has made so far. */
interface Made {
  /** The program that built the one image. */
  readonly engine?: string;
  /** Names of it. */
  readonly names: ReadonlySet<string>;
  /** Where it was scanned. */
  readonly scan?: { readonly step: number; readonly line: number };
  readonly hasPushed?: true;
}

interface Followed {
  readonly odd?: Difference;
  readonly hasScanned?: boolean;
  readonly hasPushed?: boolean;
}

function followJob({ odd: around, steps }: PlainJob): Followed {
  if (around !== undefined) return { odd: around };
  let made: Made = { names: new Set() };
  for (const [at, step] of steps.entries()) {
    if (step.odd !== undefined) return { odd: step.odd };
    for (const act of step.acts) {
      if ('what' in act) return { odd: act };
      const next = resetBefore(act, made, steps.slice(0, at + 1)) ?? followAct(act, made);
      if (typeof next === 'string') return { odd: { line: act.line, what: next } };
      made = next ?? made;
      if (act.kind !== 'scan' || made.scan !== undefined || !made.names.has(act.name) || !isStraight(act, step))
        continue;
      made = { ...made, scan: { step: at, line: act.line } };
    }
  }
  return { hasScanned: made.scan !== undefined, hasPushed: made.hasPushed === true };
}

/** Whether an act of a step takes place whenever the step before it went well. */
function isStraight({ line, program }: Act, { isConditional, straight, acts }: PlainStep): boolean {
  const mayEnd = acts.some((each) => 'kind' in each && each.kind === 'end' && each.line <= line);
  return !isConditional && !mayEnd && (program === 'uses' || straight.has(`${String(line)} ${program}`));
}

/** What is made by an act, or why that leaves open what is pushed. */
function followAct(act: Act, made: Made): Made | string | undefined {
  const { names, engine } = made;
  switch (act.kind) {
    case 'build':
      return engine === undefined ? { names: new Set(act.names), engine: act.program } : 'a second build';
    case 'sent':
      return 'a build that pushes by itself';
    case 'tag':
      return names.has(act.from)
        ? { ...made, names: new Set([...names, act.to]) }
        : `a second name for ${spellExpressions(act.from)}, which the job did not build`;
    case 'pull':
      return made.scan !== undefined || act.names.some((name) => names.has(name))
        ? 'a pull after the build'
        : undefined;
    case 'run':
      return names.has(act.name) ? undefined : `a container of ${spellExpressions(act.name)}`;
    case 'push':
      return followPush(act, made);
    default:
      return undefined;
  }
}

function followPush({ name, program }: Extract<Act, { kind: 'scan' | 'push' | 'run' }>, made: Made): Made | string {
  const { names, engine = '', scan } = made;
  if (!names.has(name)) return `a push of ${spellExpressions(name)}, a name that the job did not give its image`;
  if (program !== engine && engine !== 'uses') return `a push by ${program} of what ${engine} built`;
  return scan === undefined
    ? 'a push, before which nothing scans that image in any case'
    : { ...made, hasPushed: true };
}

/** A name in which a variable has another value than where it was scanned. */
function resetBefore(act: Act, { scan }: Made, steps: readonly PlainStep[]): string | undefined {
  if (act.kind !== 'push' || scan === undefined) return undefined;
  const inName = new Set(variablesIn(act.name));
  const reset = steps
    .flatMap(({ sets }, at) => sets.map((each) => ({ ...each, at })))
    .find(
      ({ name, line, at }) =>
        inName.has(name) && (at > scan.step || (at === scan.step && line > scan.line && line <= act.line)),
    );
  return reset === undefined ? undefined : `another value for ${reset.name} after the scan`;
}

/** Why another pipeline may send an image away all the same; it needs no scan where it has no image. */
export function whyMayPush(pipeline: PipelineFacts, text: string): Difference | undefined {
  const plain = readPlainJobs(pipeline, text);
  if ('what' in plain) return plain;
  const found = plain.jobs.map((job) => followJob(job).odd);
  return plain.odd ?? found.find((each) => each !== undefined);
}
