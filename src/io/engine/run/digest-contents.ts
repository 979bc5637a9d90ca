import { mostListedFiles } from '../../../model/rehearsal/container-image.ts';
import { lookInto } from '../container-engine-image.ts';
import type { EngineSession } from '../container-engine-session.ts';
import { digestArchive } from '../container-files.ts';

/** Copies that go on side by side: each is a program of the engine. */
const atOnce = 4;

/** `isOne`: a file, not all below a folder. */
interface Place {
  readonly path: string;
  readonly isOne: boolean;
}

/** Milliseconds for one of them: a file of holes takes for ever. */
const longestCopy = 120_000;

/** What an image has at these places, by absolute path; nothing where there was too much to read. Of a folder that is named among `files` nothing is read. */
export async function digestContents(
  session: EngineSession,
  image: string,
  { files, folders }: { readonly files: readonly string[]; readonly folders: readonly string[] },
): Promise<ReadonlyMap<string, string> | undefined> {
  const found = new Map<string, string>();
  let isCut = false;
  const container = await lookInto(session, image);
  const copyAll = async (waiting: Place[]): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { path, isOne } = next;
      const top = path.slice(path.lastIndexOf('/') + 1);
      const { timedOut } = await session.run(['cp', `${container}:${path}`, '-'], {
        atMost: longestCopy,
        readOutput: async (stream, enough) => {
          for (const [below, digest] of await digestArchive(stream, top, isOne, enough))
            found.set(below === '' ? path : `${path}/${below}`, digest);
        },
      });
      isCut ||= timedOut === true || found.size > mostListedFiles;
    }
  };
  const inLanes = (waiting: Place[]): Promise<unknown> =>
    Promise.all(Array.from({ length: atOnce }, () => copyAll(waiting)));
  const below = files.filter((path) => files.some((above) => isBelow(path, above)));
  const others = files.filter((path) => !below.includes(path));
  await inLanes([...others.map((path) => ({ path, isOne: true })), ...folders.map((path) => ({ path, isOne: false }))]);
  // `COPY a /b` makes /b, or /b/a where /b is a folder: below what is a file there is nothing to ask for.
  const isFile = (path: string): boolean => /^[0-9a-f]{64}$/.test(found.get(path) ?? '');
  const open = below.filter((path) => !others.some((above) => isBelow(path, above) && isFile(above)));
  await inLanes(open.map((path) => ({ path, isOne: true })));
  return isCut ? undefined : found;
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(`${above}/`);
}
