import { resolveConflict } from '../engine/resolve-conflicts.ts';
import type { Asker } from '../model/ports.ts';
import type { Plan, PlanEntry } from '../model/plan.ts';

/** What `create --on-conflict` takes. */
export type OnConflict = 'ask' | 'keep' | 'overwrite' | 'abort';

/**
 * Ends every conflict of a plan as the person wants it. Returns nothing where they want no file written at all:
 * `abort`, that choice at the prompt, or `ask` with nobody to ask.
 */
export async function settleConflicts(plan: Plan, how: OnConflict, asker: Asker | undefined, print: (text: string) => void): Promise<Plan | undefined> {
  const settled: PlanEntry[] = [];
  for (const entry of plan) {
    if (entry.action !== 'conflict') settled.push(entry);
    else if (how === 'keep' || how === 'overwrite') settled.push(resolveConflict(entry, how === 'keep' ? 'yours' : 'theirs'));
    else {
      const choice = how === 'ask' && asker !== undefined ? await askAbout(entry, asker, print) : 'abort';
      if (choice === 'abort') return undefined;
      settled.push(resolveConflict(entry, choice));
    }
  }
  return settled;
}

async function askAbout(entry: PlanEntry, asker: Asker, print: (text: string) => void): Promise<'yours' | 'theirs' | 'abort'> {
  for (;;) {
    const choice = await asker.choose({
      message: `${entry.path} exists and differs`,
      help: `${entry.reason}. Nothing is written before you have decided about every file.`,
      initial: 'yours',
      choices: [
        { value: 'yours', label: 'keep yours', help: 'the file stays as it is' },
        { value: 'theirs', label: 'overwrite', help: 'take the generated file' },
        { value: 'diff', label: 'show the difference' },
        { value: 'abort', label: 'stop', help: 'write nothing at all' },
      ],
    });
    if (choice !== 'diff') return choice as 'yours' | 'theirs' | 'abort';
    const { formatDiff } = await import('../report/plan-diff.ts');
    print(formatDiff([resolveConflict(entry, 'theirs')], false));
  }
}
