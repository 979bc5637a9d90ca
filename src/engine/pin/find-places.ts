import type { PinPlace } from '../../model/pin/pin.ts';
import { parseDockerfile } from '../../parse/dockerfile/dockerfile.ts';
import { isDockerfile } from '../../parse/project/dockerfile-names.ts';
import { findInList } from './find-in-list.ts';
import { listName } from './plan-pins.ts';
import { findInDockerfile } from './find-in-dockerfile.ts';
import { findInText } from './find-in-text.ts';
import { findInYaml } from './find-in-yaml.ts';

/** How a file names what comes from outside: as a Dockerfile, as a pipeline or manifest, as a list for pip, or anywhere in its lines. */
export type ReferenceKind = 'dockerfile' | 'yaml' | 'list' | 'text';

const pipeline =
  /^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$|^\.gitlab\/.+\.ya?ml$|^(?:\.github\/actions\/.+\/)?action\.ya?ml$/;

/** How `pin` reads a file of a project: Dockerfiles, pipelines of GitHub and GitLab, lists for pip, and what is run in the TRE (`ces/`). Nothing: not at all. */
export function referenceKind(path: string): ReferenceKind | undefined {
  if (isDockerfile(path)) return 'dockerfile';
  if (pipeline.test(path)) return 'yaml';
  if (listName.test(path)) return 'list';
  if (!path.startsWith('ces/') || /\.(?:md|txt|json)$/.test(path)) return undefined;
  return /\.ya?ml$/.test(path) ? 'yaml' : 'text';
}

/** Every place of a file that names an image or an action from outside, in order. */
export function findPlaces(path: string, text: string, kind: ReferenceKind): readonly PinPlace[] {
  const find = {
    dockerfile: () => findInDockerfile(parseDockerfile(path, text)),
    yaml: () => findInYaml(path, text),
    list: () => findInList(path, text),
    text: () => findInText(path, text),
  }[kind];
  return find().toSorted((a, b) => a.line - b.line);
}
