import type { Answers } from '../../model/answers/answers.ts';
import type { FileEntry, FileTree } from '../../model/file-tree.ts';
import { isPlacedPath } from '../../model/project/placed-path.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Baseline } from '../../model/upgrade/state.ts';
import { isSameFile } from '../upgrade/plan-upgrade.ts';
import { placeFiles } from './place-files.ts';

/** Where a project's pipeline stands now, and where it may have stood under the answers and in the folder that it had before. */
export interface PipelinePlaces {
  /** Absent without a pipeline. */
  readonly here?: string;
  readonly before: readonly string[];
  /** The project lies in a folder of a repository. */
  readonly isInFolder: boolean;
}

/** `folder` as in {@link placeFiles}; `formerName`: the project's name as it was recorded, of any shape. */
export function findPlaces(answers: Answers, formerName: unknown, folder: string): PipelinePlaces {
  const { pipeline: here } = placeFiles(answers, folder);
  const names = typeof formerName === 'string' ? [answers.name, formerName] : [answers.name];
  const ci = answers.ci === 'none' ? [] : [answers.ci];
  const all = ci.flatMap((system) =>
    names.flatMap((name) =>
      ['', 'x'].flatMap((place) => placeFiles({ ...answers, ci: system, name }, place).pipeline ?? []),
    ),
  );
  const before = [...new Set(all)].filter((path) => path !== here);
  return { ...(here === undefined ? {} : { here }), before, isInFolder: folder !== '' };
}

/**
 * The baseline without what it must not name: outside of the project's folder only the places that follow from answers count, and none
 * where the project is a repository of its own. What a record says beyond that was not written here, and is not looked at.
 */
export function keepOwnPlaces(
  baseline: Baseline,
  { here, before, isInFolder }: PipelinePlaces,
  formerCi: unknown,
  formerName: unknown,
): Baseline {
  const former =
    formerCi === 'github' && typeof formerName === 'string'
      ? placeFiles({ ci: 'github', name: formerName, upgradeCheck: false }, 'x').pipeline
      : undefined;
  const isKept = (path: string): boolean =>
    !isPlacedPath(path) || (isInFolder && (path === here || path === former || before.includes(path)));
  return { ...baseline, files: new Map([...baseline.files].filter(([path]) => isKept(path))) };
}

/**
 * Former place to new place of a pipeline that is to be moved. One that a person edited is not: their lines may not fit the new place.
 */
export function movePipeline(
  { here, before }: PipelinePlaces,
  baseline: Baseline | undefined,
  current: FileTree,
): ReadonlyMap<string, string> {
  const from = before.find((path) => isUnedited(baseline?.files.get(path), current.get(path)));
  return new Map(here === undefined || from === undefined ? [] : [[from, here]]);
}

/** One that is gone is not edited either: it stays deleted at its new place. */
function isUnedited(base: FileEntry | undefined, now: FileEntry | undefined): boolean {
  return base !== undefined && (now === undefined || isSameFile(now, base));
}

/** At the root it goes on as it did, beside the new one. */
function whoReads(path: string): string {
  return isPlacedPath(path)
    ? 'it still runs beside the new one, as it did before'
    : 'no forge reads it in a folder of a repository';
}

/** The plan, saying of an edited pipeline that was left behind what is to be done about it, and of one that is not there what is known of that. */
export function explainLeftPipeline(plan: Plan, { here, before, isInFolder }: PipelinePlaces): Plan {
  if (here === undefined || !isInFolder) return plan;
  return plan.map((entry) => {
    if (entry.action !== 'keep') return entry;
    if (entry.current !== undefined && before.includes(entry.path))
      return {
        ...entry,
        reason: `you edited it, so it was not moved, and ${whoReads(entry.path)}: take your lines over into ${here}, then remove it`,
      };
    if (entry.current === undefined && entry.path === here)
      return {
        ...entry,
        reason: `nothing builds the image: it is not at the root of this repository, where you deleted it or where the project never had it; upgrade --restore ${here} writes it`,
      };
    return entry;
  });
}
