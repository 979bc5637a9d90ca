import type { ProjectFacts } from '../../model/sources/facts.ts';
import type { Verdict } from '../../model/check/rule.ts';
import { unknown } from '../../model/check/verdicts.ts';
import { mayPushImage, unreadSystem } from '../../parse/pipelines/pushes/unread-systems.ts';

/**
 * A pipeline that runs what is not among the files, or is not read: jobs of another project, a workflow of another repository, an action in
 * JavaScript. `isOfPushes`: a script that by its name pushes an image counts too.
 */
export function includedElsewhere(
  { pipelines }: Pick<ProjectFacts, 'pipelines'>,
  isOfPushes = false,
): Verdict | undefined {
  for (const { path, elsewhere = [] } of pipelines) {
    const part = elsewhere.find(({ isPush }) => isOfPushes || isPush !== true);
    if (part === undefined) continue;
    const { does, file, line, isMore, isRefused } = part;
    if (isRefused === true)
      return unknown(`${path} ${does}`, { file, line }, 'write "stage:" with one of the stages into that job');
    if (isMore === true) return unknown(`${path} ${does}, and the rest of it was not read`, { file, line });
    const which = / jobs of /.test(does) ? 'what they do' : 'what that does';
    return unknown(`${path} ${does}, and ${which} is not among the files`, { file, line });
  }
  return undefined;
}

/** What a project has is not "not applicable" because nobody reads it: unknown, with the pipeline's name. Nothing where there is none. */
export function unreadPipeline({ files }: Pick<ProjectFacts, 'files'>): Verdict | undefined {
  for (const { path } of files) {
    const system = unreadSystem(path);
    if (system !== undefined) return unknown(`there is a pipeline of ${system}, which is not read`, { file: path });
  }
  return undefined;
}

/** The same for a question about pushes: a pipeline whose text names nothing that could push an image pushes none. */
export function unreadPush({ files }: Pick<ProjectFacts, 'files'>): Verdict | undefined {
  return unreadPipeline({
    files: files.filter(({ path, text }) => mayPushImage(path, text)),
  });
}
