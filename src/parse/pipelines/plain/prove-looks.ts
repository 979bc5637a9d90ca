import type { PipelineFacts } from '../../../model/pipelines/pipeline-facts.ts';
import type { Difference } from '../as-written.ts';
import type { Look } from './plain-looks.ts';
import { type PlainJob, type PlainPipeline, type PlainStep, readPlainJobs } from './plain-jobs.ts';
import { oddJobStart, oddStart } from './plain-start.ts';

/** A look at a file that takes place at every change of it. */
export interface ProvenLook {
  readonly line: number;
  readonly paths: readonly string[];
}

/**
 * The looks of one tool that a pipeline takes at every change: nothing but known forms decides whether they run, and what at. `odd`: the first place
 * of another form, where there is one. `files`: the Dockerfiles, from the root of the repository.
 */
export function proveLooks(
  pipeline: PipelineFacts,
  text: string,
  { tool, files }: { readonly tool: Look['tool']; readonly files: readonly string[] },
): { readonly looks: readonly ProvenLook[]; readonly odd?: Difference } {
  const plain = readPlainJobs(pipeline, text);
  if ('what' in plain) return { looks: [], odd: plain };
  const around = plain.odd ?? oddStart(plain, pipeline.system, files);
  if (around !== undefined) return { looks: [], odd: around };
  const found = plain.jobs.map((job) => looksOfJob(job, plain, tool));
  const odd = found.map((each) => each.odd).find((each) => each !== undefined);
  return { looks: found.flatMap(({ looks }) => looks), ...(odd === undefined ? {} : { odd }) };
}

type Found = ReturnType<typeof proveLooks>;

/** Of a job in which nothing looks, nobody asks whether it runs. */
function looksOfJob(job: PlainJob, plain: PlainPipeline, tool: Look['tool']): Found {
  const found = job.steps.map((step) => looksOfStep(step, tool));
  const looks = found.flatMap((each) => each.looks);
  const own = found.map((each) => each.odd).find((each) => each !== undefined);
  const odd = own ?? (looks.length === 0 ? undefined : (job.odd ?? oddJobStart(job, plain)));
  return { looks: odd !== undefined && own === undefined ? [] : looks, ...(odd === undefined ? {} : { odd }) };
}

function looksOfStep({ acts, isConditional, odd, straight }: PlainStep, tool: Look['tool']): Found {
  const looks: ProvenLook[] = [];
  for (const act of acts) {
    if ('what' in act) return { looks, odd: act };
    if (act.kind === 'end') return { looks, odd: { line: act.line, what: 'an exit before that' } };
    if (act.kind !== 'look' || act.tool !== tool) continue;
    if (odd !== undefined) return { looks, odd };
    if (isConditional) return { looks, odd: { line: act.line, what: 'an "if:" at that step' } };
    if (act.program !== 'uses' && !straight.has(`${String(act.line)} ${act.program}`))
      return {
        looks,
        odd: { line: act.line, what: `${act.program} behind a condition, or whose failure is passed over` },
      };
    looks.push({ line: act.line, paths: act.paths });
  }
  return { looks };
}
