import { bases } from '../../catalog/bases.ts';
import { takeOverLocked } from '../../engine/changes/take-over-locked.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Baseline } from '../../model/upgrade/state.ts';
import { readToml } from '../../parse/packages/read-python-project.ts';
import { readRenvLock } from '../../parse/packages/read-r-lists.ts';
import { foldName } from '../../shared/fold-name.ts';
import { toRecord } from '../../shared/json-shapes.ts';

/** A baseline with which lines that a lock names as well do not collide, and what is said of them; without it, what keeps them from being taken over. */
interface LockTaken {
  readonly baseline?: Baseline;
  readonly said: readonly string[];
}

/**
 * Where a lock is answered for the first time and its list collides: that the person's lines were packages which the lock names is no collision. Nothing where the list does not
 * collide, or nothing is known of the lock.
 */
export async function takeOverLock(
  plan: Plan,
  {
    earlier,
    baseline,
    answers,
  }: { readonly earlier: AnswersInput | undefined; readonly baseline: Baseline; readonly answers: Answers },
  project: Pick<ProjectFiles, 'read'>,
): Promise<LockTaken | undefined> {
  const { packageFile: list, language } = bases[answers.base];
  const { locks, project: named } = language.listing ?? {};
  const lock = answers.packages.find((each) => locks?.test(each) === true);
  const entry = plan.find(({ path }) => path === list);
  if (lock === undefined || entry?.action !== 'conflict' || entry.current === undefined) return undefined;
  if ([earlier?.['packages'] ?? []].flat().includes(lock)) return undefined;
  const file = named ?? lock;
  const text = (await project.read([file])).get(file)?.text;
  if (text === undefined) return undefined;
  const found = takeOverLocked(baseline, list, entry.current.text, new Set(namesIn(file, text).map(foldName)));
  if (found === undefined) return undefined;
  if ('missing' in found)
    return {
      said: [
        `packages: ${list} has ${found.missing.join(', ')}, which ${file} does not name, so that the lines of ${list} were not taken over: add them to ${file} and ${lock} in your own ${language.label}, or take them out of ${list}`,
      ],
    };
  const { names } = found;
  return {
    baseline: found.baseline,
    said:
      names.length === 0
        ? []
        : [
            `packages: ${names.join(', ')}, which you wrote into ${list}, ${file} names, so that ${lock} brings them now; their lines in ${list} go`,
          ],
  };
}

/** The packages that a project of Julia, or a lock of R, names. */
function namesIn(file: string, text: string): readonly string[] {
  if (file.endsWith('.toml')) return Object.keys(toRecord(readToml(text)?.['deps']));
  const read = readRenvLock(file, text);
  return read === undefined ? [] : read.packages.map(({ name }) => name);
}
