import { apptainerRefusal } from '../../engine/rehearsal/why-apptainer-refuses.ts';
import { UserError } from '../../model/errors.ts';
import { judgeUnwatched } from '../../engine/rehearsal/judge-left.ts';
import { judgeCell } from '../../engine/rehearsal/judge-cell.ts';
import type { AtlasEntry } from '../../model/atlas/atlas-entry.ts';
import type { ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { ImageContents } from '../../model/rehearsal/container-image.ts';
import type { Cell, CellCase, CellResult, CellVerdict, Observation } from '../../model/rehearsal/rehearsal.ts';
import { observeCell, type RunSetup } from './observe-cell.ts';

/** What each cell is judged by beside what is seen of it. */
export interface Judging extends Pick<CellCase, 'workingDirectory' | 'isExecForm' | 'isExposedOnly' | 'leftOut'> {
  /** Looked for beside the runs. */
  readonly contents: Promise<ImageContents>;
  readonly atlas: readonly AtlasEntry[];
}

const ends: Readonly<Record<CellVerdict, string>> = {
  pass: 'passed',
  fail: 'FAILED',
  unknown: 'could not be judged',
  notApplicable: 'was not run',
};

/** Runs the cells, as many side by side as the machine has room for; the results are in the order of the cells. */
export async function runCells(
  engine: ContainerEngine,
  cells: readonly Cell[],
  setup: RunSetup,
  judging: Judging,
): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  const waiting = [...cells.entries()];
  let proof: Promise<void> | undefined;
  const takeTurns = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, cell] = next;
      const result = await runCell(engine, cell, `[${at + 1}/${cells.length}] ${cell.id}`, setup, judging);
      if (result.observation?.startError?.startsWith(apptainerRefusal) === false)
        await (proof ??= proveEngine(engine, setup));
      if (result.verdict === 'fail') setup.failed?.();
      results[at] = result;
    }
  };
  const lanes = Array.from({ length: countLanes(engine, setup) }, () =>
    takeTurns().catch((error: unknown) => {
      // The other lane ends its cell, which removes what that made, and begins no further one.
      waiting.length = 0;
      throw error;
    }),
  );
  const settled = await Promise.allSettled(lanes);
  const broken = settled.find((each) => each.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return judgeUnwatched(results);
}

/** A container that did not start says something of its image only where others do. Throws UserError where none does. */
async function proveEngine(engine: ContainerEngine, { image }: RunSetup): Promise<void> {
  const words = await engine.whyNothingStarts(image.reference);
  if (words === undefined) return;
  const { name } = engine.facts;
  throw new UserError({
    where: name,
    what: `this machine's engine starts no container, of this image or another, so that nothing was tried and nothing is recorded: ${shorten(words)}`,
    fix: /rlimit/i.test(words)
      ? `the limits that ${name} gives containers are higher than this user's own: write \`default_ulimits = []\` below [containers] in ~/.config/containers/containers.conf, or name another engine with --engine`
      : `correct it until \`${name} run --rm --network none --entrypoint /bin/true ${image.reference}\` ends with 0, or name another engine with --engine`,
  });
}

function shorten(words: string): string {
  const text = words.replace(/\s+/g, ' ');
  return text.length <= 300 ? text : `${text.slice(0, 297)}...`;
}

/** Two, where each can have the memory that it may use, and a processor of its own. */
function countLanes({ facts }: ContainerEngine, { limits }: RunSetup): number {
  return facts.cpus >= 2 && facts.memory >= 2.5 * limits.memory ? 2 : 1;
}

async function runCell(
  engine: ContainerEngine,
  cell: Cell,
  count: string,
  setup: RunSetup,
  { contents, atlas, ...image }: Judging,
): Promise<CellResult> {
  if (cell.notApplicable !== undefined) return { cell, verdict: 'notApplicable', findings: [] };
  setup.tell(`${count} ...`);
  const observation: Observation = await observeCell(engine, cell, setup);
  const { subject, limits } = setup;
  const result = judgeCell({ cell, subject, limits, contents: await contents, ...image, observation }, atlas);
  // Where nothing started, the engine is asked first whether it starts anything.
  if (result.verdict === 'fail' && observation.startError === undefined) setup.failed?.();
  setup.tell(`${count} ${ends[result.verdict]} after ${observation.seconds} s`);
  return result;
}
