import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Proposal } from '../../../model/adopt/proposal.ts';
import type { DockerfileSurvey, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { AdoptionChoices } from '../decide-adoption.ts';
import { mainDockerfile } from '../propose-base.ts';
import type { CopiedDockerfile, NoCopy } from './copied-dockerfile.ts';
import { listNotTaken } from './list-not-taken.ts';
import { takeDockerfile } from './take-dockerfile.ts';

/** The Dockerfile that says most, and what is made of it. */
export interface TakenImage {
  readonly image: DockerfileSurvey;
  readonly text: string;
  readonly copy: CopiedDockerfile | NoCopy;
}

/** What becomes of the repository's Dockerfile; nothing where it has none. */
export function takeImage(
  facts: RepositoryFacts,
  proposal: Proposal,
  { textOf, files, traits, ...known }: Pick<AdoptionChoices, 'textOf' | 'files' | 'traits' | 'bases' | 'languages'>,
  program: Adoption['program'],
): TakenImage | undefined {
  const image = mainDockerfile(facts);
  const text = image === undefined ? undefined : textOf(image.path);
  if (image === undefined || text === undefined) return undefined;
  return { image, text, copy: takeDockerfile(facts, proposal, { image, text, files, traits, known, program }) };
}

/** As it is recorded. */
export function recordOriginal(
  { image, text, copy }: TakenImage,
  hash: AdoptionChoices['hash'],
  { start }: Adoption['program'],
  more: readonly string[],
): NonNullable<Adoption['original']> {
  const installsNone = hasNoInstall(image, text) ? ({ installsNone: true } as const) : {};
  const original = { path: image.path, sha256: hash(text), ...installsNone };
  if ('because' in copy) return { ...original, notTaken: listNotTaken(image, start), newBecause: copy.because };
  const { lines, image: from, root, edits } = copy;
  return { ...original, notTaken: edits, copy: { lines, image: from, root, more } };
}

/** What brings packages, also where a program of the language does it: `julia -e 'using Pkg; Pkg.instantiate()'`. */
const installing = /\b(?:install|Pkg|renv|pip|conda|mamba|poetry|sync)/i;

/** Whether nothing that its RUN lines do could bring a package of a language. */
function hasNoInstall(
  { installs, installsFrom, installsProject, others, clones }: DockerfileSurvey,
  text: string,
): boolean {
  const found = [...installs, ...installsFrom, ...others];
  const lines = text.split('\n').filter((line) => !/^[ \t]*#/.test(line));
  if (found.length > 0 || installsProject !== undefined || clones !== undefined) return false;
  return !lines.some((line) => installing.test(line));
}
