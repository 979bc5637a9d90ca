import { baselineSchema } from '../../model/upgrade/state-schema.ts';
import type { Baseline } from '../../model/upgrade/state.ts';
import { explainTarget, recordPaths } from '../../model/project/target-path.ts';
import { parseJson } from '../text/parse-json.ts';
import type { FromSchema } from '../../shared/from-schema.ts';
import { readRecord } from './read-record.ts';

/** Path of the file that holds the last rendered text of every generated file. */
export const BASELINE_FILE = '.tre-container/baseline.json';

const ABOUT =
  'Written by generator-tre-container: each file as it was last rendered. `upgrade` needs it to tell your edits from the template; keep it under version control and do not edit it.';

const ADVICE = {
  why: 'Without it an upgrade cannot tell your edits from what the template wrote.',
  fix: `take ${BASELINE_FILE} back from your version control, or rebuild it with \`tre-container upgrade --rebuild-baseline\``,
};

/** How the format of the baseline's schema is checked: a path that this program writes, and no record of its own. */
export const baselineFormats = {
  'project-path': (path: string): string | undefined =>
    explainTarget(path) !== undefined || recordPaths.has(path) ? 'no path that was written here' : undefined,
};

/** The baseline as data. Throws UserError when it is broken or not of a shape that we write. */
export function parseBaseline(text: string): Baseline {
  const value = parseJson(text, BASELINE_FILE, ADVICE);
  return baselineFromData(readRecord(value, baselineSchema, { where: BASELINE_FILE, ...ADVICE }, baselineFormats));
}

/** The file's text: sorted, one array element a line, so that changes to it read like changes to the files. */
export function formatBaseline(baseline: Baseline): string {
  return `${JSON.stringify({ about: ABOUT, ...baselineToData(baseline) }, undefined, 1)}\n`;
}

/** A baseline from the JSON that records it. */
export function baselineFromData({ version, files }: FromSchema<typeof baselineSchema>): Baseline {
  const entries = Object.entries(files);
  return {
    version,
    files: new Map(
      entries.map(([path, { text, executable }]) => [path, { text: text.join('\n'), executable: executable === true }]),
    ),
    ownership: new Map(entries.map(([path, { ownership }]) => [path, ownership])),
  };
}

/** What {@link baselineFromData} reads. */
export function baselineToData(baseline: Baseline): Readonly<Record<string, unknown>> {
  const files = [...baseline.files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, entry]) => {
      const executable = entry.executable ? { executable: true } : {};
      return [
        path,
        { ownership: baseline.ownership.get(path) ?? 'shared', ...executable, text: entry.text.split('\n') },
      ] as const;
    });
  return { version: baseline.version, files: Object.fromEntries(files) };
}
