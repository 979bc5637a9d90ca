import type { Answers } from '../../model/answers/answers.ts';

/**
 * What a pipeline's user and token are called where somebody has to give it them before it can push; nothing where the place that runs it lends
 * a token of its own, which is so for its own registry only.
 */
export function registrySecrets({ ci, registry }: Answers): string | undefined {
  if (ci === 'none' || (ci === 'github') === registry.startsWith('ghcr.io/')) return undefined;
  return ci === 'github' ? 'secrets of the repository' : 'masked variables of the project';
}
