import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** A RUN without `||`, after which a build might go on. */
export function mustSucceed({ keyword, text }: Instruction): boolean {
  return keyword === 'RUN' && !text.includes('||');
}
