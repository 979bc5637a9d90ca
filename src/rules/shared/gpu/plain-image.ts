import type { Verdict } from '../../../model/check/rule.ts';
import { notApplicable, unknown } from '../../../model/check/verdicts.ts';
import { describeCuda, findBringingTorch, type Accelerated } from '../accelerators.ts';
import { judgeAbsentList } from '../dependencies/absent-list.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { judgeWithoutGpu } from '../image/gpu-images.ts';
import { findWithoutCuda } from './without-cuda.ts';

/** What is built for a GPU in an image of which nothing says that it is for one. */
export function judgePlainImage(subject: Subject, found: readonly Accelerated[], isOwn: boolean): Verdict {
  const { image, dockerfile, facts } = subject;
  const { from, stage } = image;
  const bringing = findBringingTorch(image, dockerfile, facts);
  if (found.length === 0 && bringing === undefined)
    return judgeAbsentList(subject) ?? notApplicable('no package that is built for a GPU is installed by name');
  // Its tag may be that of an image for a GPU, which those of the library are not.
  if (from.image === undefined && from.named?.canonicalRepository.startsWith('library/') !== true)
    return unknown(`the image "${from.word.value}" ${from.error ?? 'is not known'}`, {
      file: dockerfile.path,
      line: from.word.line,
    });
  const findings = describeCuda(found, bringing, from.word.value, findWithoutCuda(subject, isOwn));
  return judgeWithoutGpu(findings, image, { file: dockerfile.path, line: stage.line });
}
