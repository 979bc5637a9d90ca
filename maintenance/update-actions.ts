import semver from 'semver';
import type { RefFailure } from '../src/model/check/action-tags.ts';
import { formatProblem } from '../src/model/errors.ts';
import type { PinnedAction } from '../src/model/check/pinned.ts';
import { changeEntry, type Findings } from './catalog-file.ts';

/** Asks a GitHub repository for its tags and their commits. */
export type ListTags = (repository: string) => Promise<ReadonlyMap<string, string> | RefFailure>;

/** How an entry says that we asked the repository ourselves. */
export const tagEvidence = 'tag of the repository itself, by git ls-remote';

/**
 * Brings every action to the newest release of its major version. A released tag that means another commit than the one on
 * record is never taken over: that is how actions were hijacked (CVE-2025-30066, CVE-2026-33634), and a person must look.
 */
export async function updateActions(
  root: string,
  file: string,
  actions: readonly PinnedAction[],
  listTags: ListTags,
  today: string,
): Promise<Findings> {
  const findings: Findings = { changes: [], problems: [], notes: [] };
  for (const pinned of actions) {
    const tags = await listTags(pinned.action);
    if ('failed' in tags)
      findings.problems.push(
        formatProblem({
          what: `${pinned.action}: ${tags.failed}`,
          ...(tags.fix === undefined ? {} : { fix: tags.fix }),
        }),
      );
    else await take(root, file, pinned, tags, today, findings);
  }
  return findings;
}

async function take(
  root: string,
  file: string,
  pinned: PinnedAction,
  tags: ReadonlyMap<string, string>,
  today: string,
  { changes, problems, notes }: Findings,
): Promise<void> {
  const { action, version, commit } = pinned;
  const now = tags.get(version);
  if (now !== commit) {
    problems.push(
      `${action} ${version} was ${commit} and is ${now ?? 'gone'}: a released tag was moved. Nothing of it was taken over; find out why before anything else.`,
    );
    return;
  }
  const { same, other } = newest(version, tags);
  if (other !== undefined) notes.push(`${action} has ${other}, of another major version`);
  const found = tags.get(same);
  if (found === undefined || (same === version && pinned.evidence.startsWith(tagEvidence))) return;
  await changeEntry(
    root,
    file,
    { field: 'action', value: action },
    { version: same, commit: found, seen: today, evidence: tagEvidence },
  );
  changes.push([
    action,
    `${version} ${commit}`,
    `${same} ${found}`,
    same === version ? 'same commit, now seen by ourselves' : '',
  ]);
}

/** The newest release of the version's own major version, and of a later one. Releases are `v1.2.3`. */
export function newest(
  version: string,
  tags: ReadonlyMap<string, string>,
): { readonly same: string; readonly other?: string } {
  const releases = [...tags.keys()]
    .filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag))
    .toSorted((a, b) => semver.rcompare(a, b));
  const major = semver.major(version);
  const other = releases.find((tag) => semver.major(tag) > major);
  return {
    same: releases.find((tag) => semver.major(tag) === major) ?? version,
    ...(other === undefined ? {} : { other }),
  };
}
