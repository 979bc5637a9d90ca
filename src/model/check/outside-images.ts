import type { DockerfileFacts } from '../dockerfile/dockerfile-facts.ts';
import type { ImageReference, KnownParts } from '../dockerfile/image-reference.ts';
import type { Location } from './rule.ts';

/** An image of outside that a Dockerfile needs: a stage starts from it, or files are copied from it. */
export interface OutsideImage extends KnownParts {
  /** The start of a finding's sentence: the image in quotes, and what is done with it where that is not to build on it. */
  readonly subject: string;
  /** As written, with the values that are known. */
  readonly text: string;
  readonly location: Location;
  /** Absent when it is not known. */
  readonly image?: ImageReference;
  /** Why there is no `image`: a sentence. */
  readonly unknown: string;
}

/** Those that stages start from, then those that files are copied from, each in the order of the file. */
export function listOutsideImages({ path: file, stages, copiedImages }: DockerfileFacts): readonly OutsideImage[] {
  const describe = (
    text: string,
    { error, image, named, version }: KnownParts & { readonly error?: string; readonly image?: ImageReference },
    line: number,
  ): Omit<OutsideImage, 'subject'> => ({
    text,
    location: { file, line },
    unknown: `the image "${text}" ${error ?? 'is not known'}`,
    ...(image === undefined ? {} : { image }),
    ...(named === undefined ? {} : { named }),
    ...(version === undefined ? {} : { version }),
  });
  return [
    ...stages
      .filter(({ from }) => from.stage === undefined && !from.scratch)
      .map(({ from, line }) => ({
        subject: `"${from.word.value}"`,
        ...describe(from.word.value, from, from.editable?.line ?? line),
      })),
    ...copiedImages.map((copied) => ({
      subject: `"${copied.text}", which files are copied from,`,
      ...describe(copied.text, copied, copied.line),
    })),
  ];
}
