import type { Answers, AnswersInput } from '../../model/answers/answers.ts';

/** That an image which was named without a digest stands there with one already, and keeps it. */
export function noteDigest(
  set: readonly string[] | undefined,
  earlier: AnswersInput,
  { image }: Pick<Answers, 'image'>,
): readonly string[] {
  const [name, digest] = image.split('@', 2);
  const isNamed = set?.includes(`image=${name ?? ''}`) === true;
  return isNamed && digest !== undefined && earlier['image'] === image
    ? [
        `image: ${name ?? ''} stands there already, and keeps its digest (tre-container pin --update asks for a newer one)`,
      ]
    : [];
}
