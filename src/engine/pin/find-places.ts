import type { ProjectFacts } from '../../model/facts.ts';
import type { PinPlace } from '../../model/pin.ts';
import { findInDockerfile } from './find-in-dockerfile.ts';
import { findInText } from './find-in-text.ts';
import { findInYaml } from './find-in-yaml.ts';

const yaml = /\.ya?ml$/;
const pipeline = /^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$|^\.gitlab\/.+\.ya?ml$|^(?:\.github\/actions\/.+\/)?action\.ya?ml$/;

/** Whether `pin` looks into a file besides the Dockerfiles: pipelines of GitHub and GitLab, and what is run in the TRE (`ces/`). */
export function holdsReferences(path: string): boolean {
  return pipeline.test(path) || (path.startsWith('ces/') && !/\.(?:md|txt|json)$/.test(path));
}

/** Every place of a project that names an image or an action from outside, by file and line. */
export function findPlaces(facts: Pick<ProjectFacts, 'dockerfiles' | 'files'>): readonly PinPlace[] {
  const inDockerfiles = facts.dockerfiles.flatMap((dockerfile) => findInDockerfile(dockerfile));
  const inOthers = facts.files.flatMap(({ path, text }) => {
    if (text === undefined || !holdsReferences(path)) return [];
    return yaml.test(path) ? findInYaml(path, text) : findInText(path, text);
  });
  return [...inDockerfiles, ...inOthers].toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
