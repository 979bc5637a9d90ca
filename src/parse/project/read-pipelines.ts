import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { FollowedFiles } from '../pipelines/followed.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';

/**
 * Reads the pipelines of a project; `gitlabRoot`: the pipeline at the root of the repository, where it starts the project's own;
 * `others` are folders of projects of their own, `home` is the one in the files that holds its records.
 * The YAML parser is loaded only where there is something for it: it costs a short run more than all rules together.
 */
export async function readPipelines(
  files: readonly ProjectFile[],
  folder: string,
  gitlabRoot: string | undefined,
  { others, home = '' }: { readonly others: readonly string[]; readonly home?: string | undefined },
): Promise<PipelineFacts[]> {
  const found: PipelineFacts[] = [];
  let followed: FollowedFiles | undefined;
  const subfolderPipeline = `${home}gitlab-ci.yml`;
  const isBelow = folder !== '' || home !== '';
  for (const file of files) {
    const isOwn = isBelow && file.path === subfolderPipeline;
    const isRead = isOwn ? gitlabRoot !== undefined : folder === '' || isPlacedPath(file.path);
    const atRoot = isOwn ? '.gitlab-ci.yml' : file.path;
    const name = isPlacedPath(file.path) ? file.path.slice(REPOSITORY_PREFIX.length) : atRoot;
    if (!/^\.(?:github\/workflows\/|gitlab-ci\.|circleci\/)/.test(name)) continue;
    const { pipelineSystem, readPipeline, FollowedFiles } = await import('../pipelines/workflow.ts');
    const system = pipelineSystem(name);
    if (system === undefined) continue;
    followed ??= new FollowedFiles(new Map(files.map((each) => [each.path, each])));
    if (!isRead) {
      const reason = isOwn
        ? `was not judged, since no job of the .gitlab-ci.yml at the root of the repository starts it: add the one at the head of ${folder === '' ? '' : `${folder}/`}${file.path}`
        : `was not judged, since no forge reads it in the folder ${folder}: pipelines stand at the root of the repository`;
      found.push({ path: file.path, system, steps: [], unread: { reason, isIdle: true } });
      continue;
    }
    const refused = isOwn && gitlabRoot !== undefined ? await refusedAtRoot(gitlabRoot) : undefined;
    if (refused !== undefined) {
      found.push({ path: file.path, system, steps: [], unread: { reason: refused, isIdle: true } });
      continue;
    }
    found.push(
      file.text === undefined
        ? { path: file.path, system, steps: [], unread: { reason: file.unread ?? 'it was not read' } }
        : readPipeline(file.path, file.text, system, followed, others),
    );
  }
  return withoutCalled(found);
}

/** Why GitLab never comes to start a pipeline: it refuses the one at the root of the repository, which does. */
async function refusedAtRoot(text: string): Promise<string | undefined> {
  const { readPipeline, FollowedFiles } = await import('../pipelines/workflow.ts');
  const { elsewhere = [] } = readPipeline('.gitlab-ci.yml', text, 'gitlab', new FollowedFiles(new Map()), []);
  const refused = elsewhere.find(({ isRefused }) => isRefused === true);
  return refused === undefined
    ? undefined
    : `was not judged, since the .gitlab-ci.yml at the root of the repository, which starts it, ${refused.does}: write "stage:" with one of the stages into that job, at line ${String(refused.line)} there`;
}

/** What a workflow does that only others call is read where they call it, with what they give it; here it does nothing besides. */
function withoutCalled(pipelines: readonly PipelineFacts[]): PipelineFacts[] {
  const called = new Set(pipelines.flatMap(({ files = [] }) => files));
  return pipelines.map((each) =>
    each.isCalledOnly === true && called.has(each.path) ? { ...each, steps: [], elsewhere: [] } : each,
  );
}
