import type { ProjectFile } from '../../model/sources/facts.ts';
import { once } from './once.ts';

/** Lines of a file; nothing where it has no text. Many programs of one file, as the containers of a job are, ask for the same. */
export function linesOf(file: ProjectFile | undefined): readonly string[] | undefined {
  return file?.text === undefined ? undefined : once(file, 'lines', () => file.text?.split('\n'));
}
