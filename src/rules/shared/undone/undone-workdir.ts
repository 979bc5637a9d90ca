import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { parseOptionFile } from '../../../parse/manifests/run-files.ts';

/** Where the project gives apptainer the folder in which it starts the program; it ignores WORKDIR. */
export const apptainerOptions = 'ces/opt-file-apptainer.txt';

/** The folder in which apptainer is told to start, and the file that tells it. */
export function folderOfApptainer({
  byPath,
  home = '',
}: Pick<ProjectFacts, 'byPath' | 'home'>): { readonly folder: string; readonly file: string } | undefined {
  const file = `${home}${apptainerOptions}`;
  const folder = parseOptionFile(byPath.get(file)?.text ?? '', 'apptainer').workingDirectory?.replace(/(?<=.)\/$/, '');
  return folder === undefined ? undefined : { folder, file };
}

/** Whether a started program works in WORKDIR because nothing goes elsewhere, in a project that apptainer runs too, which is not told to start there. */
export function missesWorkdir(
  { workdir }: ReachedProgram,
  { programs }: Reach,
  image: FinalImage,
  facts: ProjectFacts,
): boolean {
  if (facts.runtimes?.includes('apptainer') !== true) return false;
  if (workdir === undefined || workdir !== image.workdir?.value || folderOfApptainer(facts)?.folder === workdir)
    return false;
  const started = programs.filter((each) => each.class === 'started').map(({ program }) => program);
  const commands = [image.entrypoint, image.cmd, ...started].flatMap((each) => each?.commands ?? []);
  return !commands.some(({ program }) => program === 'cd' || program === 'pushd');
}
