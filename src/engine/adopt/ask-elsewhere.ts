import type { OpenQuestion, Reason } from '../../model/adopt/proposal.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { isMounted, type Mount } from './start/mounts.ts';
import { findElsewhere } from '../../parse/programs/elsewhere.ts';

/** Id of the question about places that the start names. */
export const elsewhereId = 'start';

/**
 * Places of the start that are not there in the TRE, as a person's Dockerfile or README has them, with the command that names others.
 * `into`: the folder that adopt writes, where it is known; `mounts`: places that the image has by links.
 */
export function askElsewhere(
  start: readonly string[],
  why: Reason | undefined,
  into = 'tre',
  mounts: readonly Mount[] = [],
): readonly OpenQuestion[] {
  const found = findElsewhere(start).filter(({ place }) => !isMounted(place, mounts));
  if (found.length === 0) return [];
  const names = [...new Set(found.map(({ place }) => place))].join(', ');
  const isChain = start[0] === 'sh' && start[1] === '-c';
  const changed = (isChain ? start.slice(2) : start).map((word) =>
    found.reduce((text, { place, instead }) => text.replaceAll(place, () => instead), word),
  );
  const option = into === 'tre' ? '' : ` --into ${into}`;
  const command = `tre-container adopt${option} --set program=${shellWord(changed.join(' '))}`;
  const [location] = why?.evidence ?? [];
  return [
    {
      id: elsewhereId,
      question: `${names}: the start names ${found.length === 1 ? 'it, and it is' : 'them, and they are'} not there in the TRE; name places below /safe_data and /safe_outputs, as in ${command}`,
      when: 'later',
      choices: [],
      ...(location === undefined ? {} : { location }),
    },
  ];
}
