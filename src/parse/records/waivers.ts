import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Location } from '../../model/check/rule.ts';
import type { Waiver, WaiverFacts } from '../../model/check/waiver.ts';
import { readLines } from '../text/read-lines.ts';

/** File with the project's waivers. */
export const waiverFile = '.tre-container.yml';

const inline = /#\s*tre-container\s+ignore\s*=\s*([a-z][a-z0-9,-]*)(?:\s+--\s*(.*\S))?\s*$/;

type Problem = WaiverFacts['problems'][number];

/**
 * Waivers of a project: those of `.tre-container.yml` and comments `# tre-container ignore=RULE -- reason` in Dockerfiles,
 * which hold for the instruction below them (or whose line they end). A waiver without a reason is a problem, not a waiver.
 */
export async function readWaivers(
  files: readonly ProjectFile[],
  dockerfiles: readonly DockerfileFacts[],
): Promise<WaiverFacts> {
  const waivers: Waiver[] = [];
  const problems: Problem[] = [];
  const file = files.find((candidate) => candidate.path === waiverFile);
  if (file !== undefined) {
    if (file.text === undefined)
      problems.push({
        what: `none of its waivers counts, since it could not be read: ${file.unread ?? 'it was not read'}`,
        location: { file: file.path },
      });
    else {
      const { readWaiverFile } = await import('./waiver-file.ts');
      const found = readWaiverFile(file.path, file.text);
      waivers.push(...found.waivers);
      problems.push(...found.problems);
    }
  }
  for (const dockerfile of dockerfiles) readInline(dockerfile, waivers, problems);
  return { waivers, problems };
}

function readInline(dockerfile: DockerfileFacts, waivers: Waiver[], problems: Problem[]): void {
  if (!dockerfile.text.includes('tre-container')) return;
  for (const line of readLines(dockerfile.text)) {
    const found = inline.exec(line.text);
    if (found === null) continue;
    const location: Location = { file: dockerfile.path, line: line.number };
    const reason = found[2];
    if (reason === undefined) {
      problems.push({
        what: `the comment gives no reason, so it does not count; write: # tre-container ignore=${found[1] ?? 'RULE'} -- why`,
        location,
      });
      continue;
    }
    const target = dockerfile.instructions.find(
      (instruction) => instruction.endLine >= line.number && !instruction.onbuild,
    );
    for (const rule of (found[1] ?? '').split(',').filter((id) => id !== '')) {
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
