import { tre } from '../../../catalog/tre.ts';
import type { CellContainer, CellRequest } from '../../../model/rehearsal/container-engine.ts';
import type { ContainerFile } from '../../../model/rehearsal/container-image.ts';
import { compareData, type DataMarks, findCopies, markData } from '../changed-data.ts';
import { copyListing } from '../container-engine-image.ts';
import type { EngineSession } from '../container-engine-session.ts';
import { type ReadVolumes, readVolumes, type VolumeReader } from './read-volumes.ts';

/** What it left, and what it did to data that it might change: all by one copy where that can be had. */
export function readLeft(
  session: EngineSession,
  id: string,
  request: CellRequest,
  { before, reader }: { readonly before: DataMarks | undefined; readonly reader: VolumeReader | undefined },
): Pick<CellContainer, 'outputs' | 'changedData' | 'copiedData' | 'leftOnScratch' | 'leftOnHost'> {
  const { data, hostFolders } = request;
  const isWritable = data === 'read-write';
  let all: Promise<ReadVolumes | undefined> | undefined;
  const read = async (): Promise<ReadVolumes | undefined> =>
    reader === undefined
      ? undefined
      : (all ??= readVolumes(session, reader, new Set(isWritable ? [tre.data, tre.outputs] : [])));
  const list = async (folder: string): Promise<readonly ContainerFile[] | undefined> =>
    (await read())?.listed.get(folder) ?? copyListing(session, id, folder);
  const mark = async (folder: string): Promise<DataMarks | undefined> =>
    (await read())?.marked.get(folder) ?? markData(session, id, folder);
  return {
    outputs: async () => (await list(tre.outputs)) ?? [],
    changedData: async () => (isWritable ? compareData(before, await mark(tre.data)) : []),
    copiedData: async () => (isWritable ? findCopies(before, await mark(tre.outputs)) : []),
    leftOnScratch: () => listLeft(list, [tre.scratch]),
    leftOnHost: () => listLeft(list, hostFolders),
  };
}

/** Files, and folders with nothing in them. */
async function listLeft(
  list: (folder: string) => Promise<readonly ContainerFile[] | undefined>,
  folders: readonly string[],
): Promise<readonly string[]> {
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const found = await list(folder);
      return found === undefined ? [folder] : withoutFolders(found.map(({ path }) => `${folder}/${path}`));
    }),
  );
  return listed.flat();
}

function withoutFolders(paths: readonly string[]): readonly string[] {
  const above = new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))));
  return paths.filter((path) => !above.has(path));
}
