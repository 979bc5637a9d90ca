import type { PipelineFacts, StepGate } from '../../../model/pipelines/pipeline-facts.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import { sentNamesOf } from '../../../parse/pipelines/pushes/other-pushes.ts';

/** An image that a pipeline sends to a registry, by the name that it has there. */
export interface SentImage {
  readonly text: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly gate?: StepGate;
}

/** What a pipeline sends to registries, pushed, copied or made there; `unnamed`: a command sends an image whose name a file has that is not read. */
export function sentBy({ path, steps }: PipelineFacts): {
  readonly images: readonly SentImage[];
  readonly unnamed?: Verdict;
} {
  const sent = steps.flatMap((step) =>
    sentNamesOf(step).map((name) => ({
      ...name,
      file: step.file ?? path,
      ...(step.gate !== undefined && { gate: step.gate }),
    })),
  );
  const images = sent.flatMap(({ text, ...rest }) => (text === undefined ? [] : [{ text, ...rest }]));
  const first = sent.find(({ text }) => text === undefined);
  if (first === undefined) return { images };
  return {
    images,
    unnamed: unknown(`${first.by} may push images by a file of its own, which is not read`, {
      file: first.file,
      line: first.line,
    }),
  };
}
