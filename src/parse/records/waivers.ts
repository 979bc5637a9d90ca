import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Location } from '../../model/check/rule.ts';
import { type Waiver, waiverExample, type WaiverFacts } from '../../model/check/waiver.ts';
import { readLines } from '../text/read-lines.ts';

/** File with the project's waivers. */
export const waiverFile = '.tre-container.yml';

/** Characters of a line that may hold a waiver. */
const longestLine = 4096;

type Problem = WaiverFacts['problems'][number];

/**
 * Waivers of a project: those of `.tre-container.yml` and comments `# tre-container ignore=RULE -- reason` in Dockerfiles,
 * which hold for the instruction below them (or whose line they end). The file of a folder below holds for what lies in that folder; that of `home`,
 * which is empty or ends in a slash, for everything. A waiver without a reason is a problem, not a waiver. `files`: without those of other projects.
 */
export async function readWaivers(
  files: readonly ProjectFile[],
  dockerfiles: readonly DockerfileFacts[],
  home = '',
): Promise<WaiverFacts> {
  const waivers: Waiver[] = [];
  const problems: Problem[] = [];
  for (const file of files.filter(({ path }) => path === waiverFile || path.endsWith(`/${waiverFile}`))) {
    const folder = file.path.slice(0, -waiverFile.length);
    if (file.text === undefined)
      problems.push({
        what: `none of its waivers counts, since it could not be read: ${file.unread ?? 'it was not read'}`,
        location: { file: file.path },
      });
    else {
      const { readWaiverFile } = await import('./waiver-file.ts');
      const found = readWaiverFile(file.path, file.text);
      waivers.push(
        ...found.waivers.map((waiver) => (folder === home || folder === '' ? waiver : putBelow(waiver, folder))),
      );
      problems.push(...found.problems);
    }
  }
  for (const dockerfile of dockerfiles) readInline(dockerfile, waivers, problems);
  return { waivers, problems };
}

function putBelow(waiver: Waiver, folder: string): Waiver {
  const { path, below = '' } = waiver;
  return path === undefined ? { ...waiver, below: `${folder}${below}` } : { ...waiver, path: `${folder}${path}` };
}

function readInline(dockerfile: DockerfileFacts, waivers: Waiver[], problems: Problem[]): void {
  if (!dockerfile.text.includes('tre-container')) return;
  const instructions = dockerfile.instructions.filter(({ onbuild }) => !onbuild);
  let next = 0;
  for (const line of readLines(dockerfile.text)) {
    const found = readComment(line.text);
    if (found === undefined) continue;
    const location: Location = { file: dockerfile.path, line: line.number };
    const { rules, reason } = found;
    if (reason === undefined) {
      problems.push({
        what: `the comment gives no reason, so it does not count; write: # tre-container ignore=${rules} -- why`,
        location,
      });
      continue;
    }
    if (reason === waiverExample.reason) {
      problems.push({
        what: 'the comment has the words of the example as its reason, so it does not count: write why',
        location,
      });
      continue;
    }
    // Lines and instructions both come in order.
    while ((instructions[next]?.endLine ?? Infinity) < line.number) next += 1;
    const target = instructions[next];
    for (const rule of rules.split(',').filter((id) => id !== '')) {
      waivers.push({
        rule,
        reason,
        path: dockerfile.path,
        location,
        ...(target === undefined ? {} : { lines: [target.line, target.endLine] }),
      });
    }
  }
}

/** `# tre-container ignore=RULE,RULE -- reason` at the end of a line. */
function readComment(line: string): { readonly rules: string; readonly reason?: string } | undefined {
  if (!line.includes('tre-container') || line.length > longestLine) return undefined;
  const start = line.search(/#\s*tre-container\s/);
  const after = start < 0 ? '' : line.slice(line.indexOf('tre-container', start) + 'tre-container'.length).trim();
  const ignored = /^ignore\s*=\s*([a-z][a-z0-9,-]*)/.exec(after);
  if (ignored === null) return undefined;
  const rest = after.slice(ignored[0].length);
  const rules = ignored[1] ?? '';
  if (rest === '') return { rules };
  const reason = rest.trimStart();
  if (reason === rest || !reason.startsWith('--')) return undefined;
  return reason.slice(2).trim() === '' ? { rules } : { rules, reason: reason.slice(2).trim() };
}
