import type { Answers } from './answers.ts';
import type { Base } from './base.ts';
import type { PipelineView } from './view-pipeline.ts';

/**
 * What templates see: every decision made, every value in the shape it is printed in.
 * Built by `engine/build-view.ts`; templates neither call nor compare.
 */
export interface View {
  readonly answers: Answers;
  readonly base: Base;
  readonly pipeline: PipelineView;
}
