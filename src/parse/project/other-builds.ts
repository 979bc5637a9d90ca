import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { FileTree } from '../../model/file-tree.ts';
import { readNamedBuilds } from './named-builds.ts';
import { readPipelines } from './read-pipelines.ts';

/** Pipelines of a project that a rehearsal looks at: those that this program writes. */
export const builtBy = ['.github/workflows/container.yml', '.gitlab-ci.yml'] as const;

/** A build of a pipeline that makes another image than the Dockerfile by itself. */
export interface OtherBuild {
  /** Of the pipeline. */
  readonly path: string;
  /** In words that end a sentence. */
  readonly what: string;
}

/** Builds of a Dockerfile in pipelines with another stage than the last one, or other values than those of its ARGs. */
export async function findOtherBuilds(
  texts: FileTree,
  dockerfile: DockerfileFacts | undefined,
): Promise<readonly OtherBuild[]> {
  const files = builtBy.flatMap((path) => {
    const file = texts.get(path);
    return file === undefined ? [] : [{ path, text: file.text, size: file.text.length, executable: file.executable }];
  });
  if (dockerfile === undefined || files.length === 0) return [];
  const builds = await readNamedBuilds([], await readPipelines(files, '', false, []));
  const last = dockerfile.stages.at(-1);
  const byDefault = new Map(
    dockerfile.instructions
      .filter(({ keyword }) => keyword === 'ARG')
      .flatMap(({ words }) => words.map(({ value }) => /^([^=]*)=?([^]*)$/.exec(value)?.slice(1) ?? []))
      .map(([name = '', value = '']) => [name, value]),
  );
  return builds.flatMap(({ dockerfile: path, from, asks }) => {
    if (path !== dockerfile.path || asks === undefined) return [];
    const isLast =
      asks.target === undefined || asks.target.toLowerCase() === last?.name || asks.target === String(last?.index);
    const options = [
      ...(isLast ? [] : [`--target ${asks.target ?? ''}`]),
      ...[...asks.arguments].flatMap(([name, value]) =>
        byDefault.has(name) && byDefault.get(name) !== value
          ? [`--build-arg ${name}${value === undefined ? '' : `=${value}`}`]
          : [],
      ),
    ];
    return options.length === 0
      ? []
      : [{ path: from, what: `${from} builds it with ${options.join(' ')}, and this rehearsal did not` }];
  });
}
