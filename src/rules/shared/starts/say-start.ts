import type { Proof } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { doubtStart } from './taken-away.ts';

/** How a complete image is told of: what it starts, and why that was not seen to succeed, if so. */
export function sayStart(
  image: FinalImage,
  { path, text }: DockerfileFacts,
  reach: Reach | undefined,
  isSought: boolean,
): { readonly said: string; readonly proof: Proof } {
  if (reach?.startsProject === true) {
    const doubt = doubtStart(image, text, reach);
    const said = `, and the image has the program that it starts${isSought ? ', and what runs it' : ''}`;
    return doubt === undefined ? { said, proof: 'file' } : { said: `${said}; ${doubt}`, proof: 'none-found' };
  }
  const isStarted = reach?.programs.some(({ class: kind, program }) => kind === 'started' && program.path !== path);
  const said =
    isStarted !== true
      ? '; nothing of the project is started by itself'
      : reach?.handsOn === true
        ? '; which of the programs is started, each run names'
        : '; the start opens a session';
  return { said, proof: 'file' };
}
