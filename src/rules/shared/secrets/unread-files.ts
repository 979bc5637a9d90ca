import type { Verdict } from '../../../model/check/rule.ts';
import { joinUnknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { listSome } from '../../../shared/list-some.ts';

/** More files than these are told by their folders. */
const most = 100;

/** Copied files of which only the name was looked at, each by itself: who looked at one accepts that one, and no other. */
export function doubtUnread(
  paths: readonly string[],
  dockerfile: DockerfileFacts,
  { home = '' }: Pick<ProjectFacts, 'home'>,
): Verdict | undefined {
  const byFolder = groupBy(paths.slice(most), (path) => path.slice(0, path.lastIndexOf('/') + 1));
  const groups = [...paths.slice(0, most).map((path) => [path]), ...byFolder.values()];
  return joinUnknown(groups.map((group) => doubt(group, dockerfile, home)));
}

function doubt(paths: readonly string[], { path: file, context }: DockerfileFacts, home: string): Verdict {
  const [first = ''] = paths;
  const isOne = paths.length === 1;
  const them = isOne ? 'it' : 'them';
  const line = context.copied.find(({ path }) => path === first)?.instruction.line;
  const broughtBy = { file, ...(line === undefined ? {} : { line }) };
  const comment = `# tre-container ignore=no-secrets -- why, above the line that copies ${them} (${file}${line === undefined ? '' : `:${String(line)}`})`;
  const record = isOne ? `a waiver with path: ${first} in ${home}.tre-container.yml, or ${comment}` : comment;
  return {
    verdict: 'unknown',
    reason: `of ${isOne ? 'one copied file' : `${String(paths.length)} copied files`} only the name was looked at (${listSome(paths, 3)}): what is binary or large is not read`,
    location: isOne ? { file: first } : broughtBy,
    fix: `look at ${them}, and keep ${them} out of the image if there is a secret; if there is none, record that: ${record}`,
    broughtBy,
  };
}
