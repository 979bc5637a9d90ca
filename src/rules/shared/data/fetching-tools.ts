import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

/** Programs that are there to fetch data, with the words after them that do it. */
const tools: ReadonlyMap<string, RegExp> = new Map([
  ['dvc', /^(?:pull|fetch|checkout|get|import|repro)\b/],
  ['git', /^(?:lfs (?:pull|fetch|checkout)|annex get)\b/],
  ['git-lfs', /^(?:pull|fetch|checkout)\b/],
  ['datalad', /^(?:get|install|clone)\b/],
  ['kaggle', /^(?:datasets|competitions) download\b/],
  ['synapse', /^get\b/],
  ['osf', /^(?:clone|fetch)\b/],
  ['zenodo_get', /./],
  ['openneuro', /^download\b/],
  ['openneuro-py', /^download\b/],
  ['prefetch', /./],
  ['fasterq-dump', /./],
  ['fastq-dump', /./],
  ['aws', /^s3 (?:cp|sync|mv) (?:--\S+ )*s3:/],
  ['gsutil', /^(?:-m )?(?:cp|rsync) (?:-\S+ )*gs:/],
]);

/** Data that a RUN fetches with a tool that names no file: what comes lies in the image, and nobody looked at it. */
export function judgeFetchedByTool(image: FinalImage, { path }: DockerfileFacts): Verdict | undefined {
  for (const { keyword, commands } of image.instructions) {
    if (keyword !== 'RUN') continue;
    for (const { program, words, line } of commands) {
      const rest = words.slice(1).join(' ');
      if (tools.get(program)?.test(rest) !== true || /(?:^| )--?(?:help|version|h)(?= |$)/.test(rest)) continue;
      return unknown(
        `${program} ${rest.slice(0, 60)} brings what is not among the files, and a tool that is there to fetch data brings data as a rule: a person must look`,
        { file: path, line },
        'stage it in the project data and read it from /safe_data',
      );
    }
  }
  return undefined;
}
