import { baselineSchema } from '../../model/upgrade/state-schema.ts';
import type { Baseline, FormerFile } from '../../model/upgrade/state.ts';
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

type RecordedFiles = FromSchema<typeof baselineSchema>['files'];

/** A baseline from the JSON that records it. */
export function baselineFromData({ version, files, former }: FromSchema<typeof baselineSchema>): Baseline {
  const entries = readFiles(files);
  return {
    version,
    files: new Map(entries.map(([path, { entry }]) => [path, entry])),
    ownership: new Map(entries.map(([path, { ownership }]) => [path, ownership])),
    ...(former === undefined ? {} : { former: new Map(readFiles(former)) }),
  };
}

/** What {@link baselineFromData} reads. */
export function baselineToData({ version, files, ownership, former }: Baseline): Readonly<Record<string, unknown>> {
  const entries = [...files].map(
    ([path, entry]) => [path, { entry, ownership: ownership.get(path) ?? 'shared' }] as const,
  );
  return {
    version,
    files: writeFiles(entries),
    ...(former === undefined || former.size === 0 ? {} : { former: writeFiles([...former]) }),
  };
}

function readFiles(files: RecordedFiles): readonly (readonly [string, FormerFile])[] {
  return Object.entries(files).map(([path, { text, executable, ownership }]) => [
    path,
    { ownership, entry: { text: text.join('\n'), executable: executable === true } },
  ]);
}

function writeFiles(files: readonly (readonly [string, FormerFile])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    files
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, { ownership, entry }]) => {
        const executable = entry.executable ? { executable: true } : {};
        return [path, { ownership, ...executable, text: entry.text.split('\n') }];
      }),
  );
}
