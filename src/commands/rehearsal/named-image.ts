import { isMarkedHere, markContext, openEvidenceSigner } from '../../io/user-state/sign-evidence.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { contextLabel } from '../../model/rehearsal/evidence.ts';
import { wordsOfBuild } from '../../parse/project/other-builds.ts';
import { shellWord } from '../../shared/shell-word.ts';
import type { RehearsalWishes } from './read-rehearsal-flags.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';

/**
 * Whether the label of an image says that it was built here from these files, and the project as that label says it was built: with the words of
 * `--build-option`, or, without any, as the pipelines build it.
 */
export async function readNamed(
  project: RehearsedProject,
  { buildWords }: Pick<RehearsalWishes, 'buildWords'>,
  image: ImageFacts,
  { variables }: Pick<Environment, 'variables'>,
): Promise<{ readonly project: RehearsedProject; readonly isMadeHere: boolean }> {
  const { files, inputs, byPipelines } = project;
  const signer = openEvidenceSigner(variables, files.root);
  const digest = inputs.context;
  const isMarked = (words: readonly string[]): boolean =>
    digest !== undefined && isMarkedHere(signer, { digest, words }, image.labels?.[contextLabel]);
  const isMadeHere = isMarked(buildWords);
  if (isMadeHere || buildWords.length > 0 || byPipelines === undefined || !isMarked(wordsOfBuild(byPipelines)))
    return { project, isMadeHere };
  return { project: await project.readAgain(byPipelines), isMadeHere: true };
}

/** What the label of an image must say that is built elsewhere from these files, with these words for the builder. */
export function labelOfBuild(
  digest: string,
  root: string,
  { buildWords, built }: RehearsalWishes,
  { variables }: Pick<Environment, 'variables'>,
): string {
  const [first] = buildWords;
  if (first !== undefined && built === undefined)
    throw new UserError({
      where: '--build-option',
      what: `${first} is no --target and no --build-arg, so that nobody would know what a label with it stands for`,
      fix: 'build without it',
    });
  return markContext(openEvidenceSigner(variables, root), { digest, words: buildWords });
}

/** What is missing in the label of an image that pipelines build with a stage or with values of ARG, in words that end a sentence. */
export function explainLabel({ byPipelines, builtSo }: RehearsedProject): readonly string[] {
  if (byPipelines === undefined || builtSo !== undefined) return [];
  const words = wordsOfBuild(byPipelines);
  const options = words.map((word) => `--build-option ${shellWord(word)}`).join(' ');
  return [
    `--image named an image whose label does not say that it was built with ${words.join(' ')}: "tre-container rehearse --print-context-digest ${options}" prints the one that does`,
  ];
}
