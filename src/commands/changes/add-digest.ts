import { tellNote } from '../../report/terminal/tell-note.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import type { Asker } from '../../model/ports.ts';

/** Asks the registry for the base image's digest where `--resolve` or a person says so; the registry client is loaded only then. */
export async function addDigest(
  answers: Answers,
  isWanted: boolean,
  asker: Asker | undefined,
  environment: Environment,
): Promise<Answers> {
  if (answers.image.includes('@') && isWanted)
    tellNote(
      'the registry was not asked: the base image has its digest already; for what its tag means today: tre-container pin --update, once it is written',
      environment,
    );
  if (answers.image.includes('@') || (!isWanted && asker === undefined)) return answers;
  const { resolveBaseImage, offerDigest } = await import('../create/resolve-base-image.ts');
  const image =
    isWanted || asker === undefined
      ? await resolveBaseImage(answers.image, environment)
      : await offerDigest(answers.image, asker, environment);
  return { ...answers, image };
}
