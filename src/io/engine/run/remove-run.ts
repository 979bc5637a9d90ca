import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { reasonOf } from '../../../shared/reason-of.ts';
import { runProcess } from '../container-engine-process.ts';

/** Milliseconds that one removal may take: an engine that waits for a pipe in an image removes nothing of it. */
const longestRemoval = 120_000;
const noEnd = 'the engine did not end it';

/** Removes what a run made, and its folder. Says what could not be removed, one line each. */
export async function removeRun(
  program: string,
  label: string,
  folder: string,
  wasStopped = true,
): Promise<readonly string[]> {
  const left = await removeEverything(program, label, wasStopped);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  return existsSync(folder) ? [...left, folder] : left;
}

/**
 * Removes this run's containers, newest first since a container may live in another's network, its volumes and its images; again until nothing is
 * left where the run was stopped or a removal failed, since an engine may still be making or removing what a stopped call asked for. Gives up after some
 * seconds and says what is left.
 */
async function removeEverything(program: string, label: string, wasStopped: boolean): Promise<readonly string[]> {
  const filter = ['--filter', `label=${label}`];
  const unanswered: string[] = [];
  const list = async (...words: readonly string[]): Promise<readonly string[]> => {
    const end = await runProcess(program, [...words, ...filter], { atMost: longestRemoval });
    // An engine that does not say what it has may have anything.
    if (end.code !== 0)
      unanswered.push(
        `${program} ${[...words, ...filter].join(' ')}: ${end.timedOut === true ? noEnd : reasonOf(end.log)}`,
      );
    return split(end.out);
  };
  for (let round = 1; ; round += 1) {
    const [containers, volumes, images] = await Promise.all([
      list('ps', '--all', '--quiet'),
      list('volume', 'ls', '--quiet'),
      list('images', '--quiet', '--no-trunc'),
    ]);
    if (unanswered.length > 0 || containers.length + volumes.length + images.length === 0) return unanswered;
    // In this order: what a container uses cannot be removed before it.
    const complaints = [
      ...(await removeAll(program, ['rm', '--force', '--volumes'], containers)),
      ...(await removeAll(program, ['volume', 'rm', '--force'], volumes)),
      ...(await removeAll(program, ['rmi', '--force'], images)),
    ];
    if (round === 10 || complaints.some((each) => each.endsWith(noEnd))) return complaints;
    // Every call of it has ended by itself, and so has every removal: there is nothing to wait for.
    if (!wasStopped && round === 1 && complaints.length === 0) return [];
    if (complaints.length > 0 || round > 1) await new Promise((resolve) => void setTimeout(resolve, 300));
  }
}

/** Removes them with one command; its last words where that failed. */
async function removeAll(
  program: string,
  words: readonly string[],
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const end = await runProcess(program, [...words, ...names], { atMost: longestRemoval });
  const why = end.timedOut === true ? noEnd : reasonOf(end.log);
  return end.code === 0 ? [] : [`${program} ${[...words, ...names].join(' ')}: ${why}`];
}

function split(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
