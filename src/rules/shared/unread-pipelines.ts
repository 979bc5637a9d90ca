import type { ProjectFacts } from '../../model/sources/facts.ts';
import type { Verdict } from '../../model/check/rule.ts';
import { unknown } from '../../model/check/verdicts.ts';

/** Pipelines of systems that are not read, by the path of their file. */
const systems: ReadonlyMap<string, string> = new Map([
  ['.appveyor.yml', 'AppVeyor'],
  ['.buildkite/pipeline.yml', 'Buildkite'],
  ['.cirrus.yml', 'Cirrus CI'],
  ['.drone.yml', 'Drone'],
  ['.travis.yml', 'Travis CI'],
  ['.woodpecker.yml', 'Woodpecker'],
  ['Jenkinsfile', 'Jenkins'],
  ['appveyor.yml', 'AppVeyor'],
  ['azure-pipelines.yml', 'Azure'],
  ['bitbucket-pipelines.yml', 'Bitbucket'],
  ['cloudbuild.yaml', 'Google Cloud Build'],
]);

/** A pipeline that takes jobs from another project, an address or a catalogue: what they do is not among the files. */
export function includedElsewhere({
  byPath,
  pipelines,
}: Pick<ProjectFacts, 'byPath' | 'pipelines'>): Verdict | undefined {
  for (const { path, system } of pipelines) {
    if (system !== 'gitlab') continue;
    const text = byPath.get(path)?.text ?? '';
    const at = text.search(/^include:/m);
    const block = at < 0 ? '' : (/^include:(?:(?!\n\S).)*/s.exec(text.slice(at))?.[0] ?? '');
    const [, kind] = /\b(project|remote|component):/.exec(block) ?? [];
    if (kind === undefined && !/https?:\/\//.test(block)) continue;
    const line = text.slice(0, at).split('\n').length;
    return unknown(
      `${path} includes jobs of ${kind === 'project' ? 'another project' : 'elsewhere'}, and what they do is not among the files`,
      {
        file: path,
        line,
      },
    );
  }
  return undefined;
}

/** What a project has is not "not applicable" because nobody reads it: unknown, with the pipeline's name. Nothing where there is none. */
export function unreadPipeline({ files }: Pick<ProjectFacts, 'files'>): Verdict | undefined {
  for (const { path } of files) {
    const system = systems.get(path);
    if (system !== undefined) return unknown(`there is a pipeline of ${system}, which is not read`, { file: path });
  }
  return undefined;
}

/** What a pipeline has to name before it can push an image: an engine, a part that is kept elsewhere, or something of the project that may hold either. */
const mayPush =
  /docker|podman|buildah|kaniko|skopeo|crane|nerdctl|apptainer|singularity|registry|^\s*(?:deploy|extends|import|include|images?|templates?|uses)\s*:|\.\/|\.sh\b|\b(?:make|just|rake|npm|nox|tox|invoke|bash|sh)\b/im;

/** The same for a question about pushes: a pipeline whose text names nothing that could push an image pushes none. */
export function unreadPush({ files }: Pick<ProjectFacts, 'files'>): Verdict | undefined {
  return unreadPipeline({
    files: files.filter(({ path, text }) => systems.has(path) && (text === undefined || mayPush.test(text))),
  });
}
