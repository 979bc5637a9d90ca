import type { AnswersInput } from '../../model/answers/answers.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { findAskedCards } from '../../parse/manifests/asked-cards.ts';
import type { JobSurroundings } from '../../parse/manifests/job-start.ts';
import { findOtherJobs, type Manifest } from '../../parse/manifests/other-jobs.ts';
import { STATE_FILE } from '../../parse/records/state-file.ts';
import { cudaOfBase, isOfGpu } from '../../rules/shared/image/gpu-images.ts';

/** What the files of a project say of how else it may be run. */
interface Around {
  /** Of the file of that path, where there is one. */
  readonly text: (path: string) => string | undefined;
  readonly facts: DockerfileFacts | undefined;
  readonly answers: AnswersInput;
  readonly surroundings: JobSurroundings;
}

/** Which manifests beside `ces/job.yaml` start it otherwise, and what asks for a graphics card: no run of a rehearsal is given any. */
export function describeManifests(
  manifests: readonly Manifest[],
  around: Around,
): { readonly otherJobs: readonly string[]; readonly askedCards: readonly string[] } {
  const { text, surroundings } = around;
  return {
    otherJobs: findOtherJobs(text('ces/job.yaml'), manifests, surroundings),
    askedCards: [...asksItself(around), ...findAskedCards(text, manifests)],
  };
}

function asksItself({ facts, answers }: Around): readonly string[] {
  const image = facts?.final?.from.image;
  const isOfCard =
    facts?.final?.base?.gpu === true || (image !== undefined && (isOfGpu(image) || cudaOfBase(image) !== undefined));
  return [
    ...(answers['gpu'] === true ? [`gpu of ${STATE_FILE}`] : []),
    ...(isOfCard ? [`the base in ${facts?.path ?? 'the Dockerfile'}`] : []),
  ];
}
