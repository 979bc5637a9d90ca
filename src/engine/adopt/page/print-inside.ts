import type { Adoption } from '../../../model/adopt/adoption.ts';
import { inert } from '../../../model/text/inert.ts';

/** What goes into the image, and which files these are: more than the program that is started. */
export function describeInside(adoption: Adoption, lists: readonly string[], typed: string): string {
  const { goesIn, folder, startScript, mode, program, reasons } = adoption;
  const script = mode === 'interactive' ? 'start-session.sh' : startScript === undefined ? undefined : 'start.sh';
  const ours = [
    ...lists.filter((path) => path.startsWith(`${folder}/`)),
    ...(script === undefined ? [] : [`${folder}/${script}`]),
  ];
  const why = program.atRun
    ? ' (each of your programs, since each run names its own, and what they read)'
    : mode === 'interactive'
      ? ' (your programs and what they read)'
      : ' (what is started, and your other programs and what they read, since one may use another)';
  const jobs =
    reasons['jobs'] === undefined
      ? ''
      : `; so do scripts for the scheduler of a cluster, which the TRE does not have: ${inert(reasons['jobs'].replaceAll('`', ''))}`;
  const paths = [...goesIn, ...ours].map((path) => `\`${inert(path.replaceAll('`', ''))}\``).join(' ');
  return `Into the image goes, and nothing else${goesIn.length === 0 ? '' : why}: ${paths}. What stays out: \`${typed} adopt --survey --json\`, \`staysOut\`${jobs}`;
}
