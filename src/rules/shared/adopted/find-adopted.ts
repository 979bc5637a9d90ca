import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { isGivenNow, isOfOtherImage } from '../../../parse/adopt/read-to-dos.ts';
import { parseStateFile } from '../../../parse/records/state-file.ts';

/** What adopt left open, and the folder that it wrote. */
export interface AdoptedFolder extends Pick<Adoption, 'toDo' | 'packages' | 'program'> {
  /** With its closing slash; empty where the project is that folder itself. */
  readonly folder: string;
}

/** The folder that adopt wrote, without what it asked of an image that has been replaced since, and packages of the system that the answers have by now. */
export function findAdopted({ files }: Pick<ProjectFacts, 'files'>): AdoptedFolder | undefined {
  for (const { path, text } of files) {
    const folder = /^((?:tre[a-z0-9-]*\/)?)\.yo-rc\.json$/.exec(path)?.[1];
    if (folder === undefined || text?.includes('"adopted"') !== true) continue;
    try {
      const state = parseStateFile(text);
      const { image, systemPackages } = state?.answers ?? {};
      const isOpen = (each: Adoption['toDo'][number]): boolean =>
        (typeof image !== 'string' || !isOfOtherImage(each, image)) &&
        !(Array.isArray(systemPackages) && isGivenNow(each, systemPackages));
      if (state?.adopted !== undefined) return { ...state.adopted, toDo: state.adopted.toDo.filter(isOpen), folder };
    } catch {
      // What is wrong with a record, the commands that read it say.
    }
  }
  return undefined;
}

/** What adopt asked of an image before it was replaced: it does not fit the project as it was. `reference`: without digest. */
export function askedOfImage({ files }: Pick<ProjectFacts, 'files'>, reference: string): string | undefined {
  for (const { path, text } of files) {
    if (!/^(?:tre[a-z0-9-]*\/)?\.yo-rc\.json$/.test(path) || text?.includes('"adopted"') !== true) continue;
    try {
      const toDo = parseStateFile(text)?.adopted?.toDo ?? [];
      const asked = toDo.find((each) => each.id.startsWith('image-') && !isOfOtherImage(each, reference));
      if (asked !== undefined) return asked.text.split(/: (?:write|see)/, 1)[0];
    } catch {
      // As above.
    }
  }
  return undefined;
}
