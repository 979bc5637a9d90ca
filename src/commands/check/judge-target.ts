import { check } from '../../engine/check/check.ts';
import { startClock } from '../../io/terminal/start-clock.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { CheckReport } from '../../model/check/check-report.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { parseProject } from '../../parse/project/project.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { rules } from '../../rules/index.ts';
import type { CheckTarget } from './open-project-folder.ts';
import { ruleKnowledge } from './rule-knowledge.ts';

/** Seconds of the processor that one target may take. Real repositories take a fraction of one; budgets that count work end far before it. */
const mostSeconds = 60;

/** Every rule's verdict on a target, with these files in place of its own. Of a project's Dockerfiles, those that were named are judged alone. */
export async function judgeTarget(
  { named, incomplete, adopted, others, gitlabRoot, folder = '' }: CheckTarget,
  files: readonly ProjectFile[],
  how: Parameters<typeof check>[2] = 'waivers count',
): Promise<CheckReport> {
  const isOver = startClock(mostSeconds);
  const facts = await parseProject(files, {
    ...ruleKnowledge,
    folder,
    ...(gitlabRoot === undefined ? {} : { gitlabRoot }),
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(others === undefined ? {} : { others }),
    ...(adopted === undefined ? {} : changedOriginal(`${adopted}/`, files)),
    ...(adopted === undefined ? {} : { dockerfiles: [`${adopted}/Dockerfile`], home: `${adopted}/` }),
    ...(named === undefined ? {} : { dockerfiles: named }),
  });
  return check(facts, rules, how, { isOver });
}

/** The Dockerfile that adopt read, where it is not as it was recorded then. `folder`: the adopted one, with its closing slash. */
function changedOriginal(folder: string, files: readonly ProjectFile[]): { readonly changedOriginal?: string } {
  const textOf = (path: string): string | undefined => files.find((file) => file.path === path)?.text;
  const original = parseStateFile(textOf(`${folder}${STATE_FILE}`) ?? '')?.adopted?.original;
  const now = original === undefined ? undefined : textOf(original.path);
  return original === undefined || (now !== undefined && hashText(now) === original.sha256)
    ? {}
    : { changedOriginal: original.path };
}
