import { bases } from '../../catalog/bases.ts';
import { knownImages } from '../../catalog/images.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { parseDockerfile } from '../../parse/dockerfile/dockerfile.ts';
import type { GivenBuild } from '../../parse/project/other-builds.ts';

/** The Dockerfile of a project, as it stands or as a builder is told to read it. */
export function parseOwn(path: string, text: string, built?: GivenBuild): DockerfileFacts {
  const given = built?.values.map((each): readonly [string, string | undefined] => {
    const at = each.indexOf('=');
    return at < 0 ? [each, undefined] : [each.slice(0, at), each.slice(at + 1)];
  });
  return parseDockerfile(
    path,
    text,
    { bases: Object.values(bases), images: knownImages },
    built && { arguments: new Map(given), ...(built.target !== undefined && { target: built.target }) },
  );
}
