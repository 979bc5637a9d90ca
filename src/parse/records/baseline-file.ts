import type { Ownership } from '../../model/render/artefact.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { Baseline } from '../../model/upgrade/state.ts';
import { explainTarget, recordPaths } from '../../model/project/target-path.ts';
import { parseJson } from '../text/parse-json.ts';
import { isRecord } from '../../shared/json-shapes.ts';

/** Path of the file that holds the last rendered text of every generated file. */
export const BASELINE_FILE = '.tre-container/baseline.json';

const ABOUT =
  'Written by generator-tre-container: each file as it was last rendered. `upgrade` needs it to tell your edits from the template; keep it under version control and do not edit it.';

const ADVICE = {
  why: 'Without it an upgrade cannot tell your edits from what the template wrote.',
  fix: `take ${BASELINE_FILE} back from your version control, or rebuild it with \`tre-container upgrade --rebuild-baseline\``,
};

/** The baseline as data. Throws UserError when it is broken or not of a shape that we write. */
export function parseBaseline(text: string): Baseline {
  return parseBaselineData(parseJson(text, BASELINE_FILE, ADVICE), { where: BASELINE_FILE, ...ADVICE });
}

/** The file's text: sorted, one array element a line, so that changes to it read like changes to the files. */
export function formatBaseline(baseline: Baseline): string {
  return `${JSON.stringify({ about: ABOUT, ...baselineToData(baseline) }, undefined, 1)}\n`;
}

/** A baseline inside a JSON document. Throws a UserError with this place and advice for any other shape. */
export function parseBaselineData(value: unknown, problem: Omit<Problem, 'what'>): Baseline {
  if (!isRecord(value) || typeof value['version'] !== 'string' || !isRecord(value['files']))
    throw new UserError({ ...problem, what: 'has no `version` or no `files`' });
  const files = new Map<string, FileEntry>();
  const ownership = new Map<string, Ownership>();
  for (const [path, entry] of Object.entries(value['files'])) {
    const { text: lines, ownership: owner, executable } = isRecord(entry) ? entry : {};
    const sound =
      Array.isArray(lines) &&
      lines.every((line) => typeof line === 'string') &&
      isOwnership(owner) &&
      explainTarget(path) === undefined &&
      !recordPaths.has(path);
    if (!sound) throw new UserError({ ...problem, what: `the entry of ${path} is not one that was written here` });
    files.set(path, { text: lines.join('\n'), executable: executable === true });
    ownership.set(path, owner);
  }
  return { version: value['version'], files, ownership };
}

/** What {@link parseBaselineData} reads. */
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

function isOwnership(value: unknown): value is Ownership {
  return value === 'shared' || value === 'generator' || value === 'user';
}
