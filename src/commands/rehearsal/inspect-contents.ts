import { tre } from '../../catalog/tre.ts';
import { summariseHome } from '../../engine/rehearsal/judge-image.ts';
import type { ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { ImageContents, ImageFacts } from '../../model/rehearsal/container-image.ts';

/** What an image has in the three directories and in home directories, without starting it. */
export async function inspectContents(engine: ContainerEngine, image: ImageFacts): Promise<ImageContents> {
  const homes = [...new Set(['/root', ...homesOf(image)])];
  const listed = await engine.listFiles(image.id, [...tre.directories, ...homes]);
  const missingDirectories = tre.directories.filter((directory) => listed.get(directory) === undefined);
  const hiddenFiles = tre.directories.flatMap((directory) =>
    (listed.get(directory) ?? []).map(({ path }) => `${directory}/${path}`),
  );
  const homeContents = homes.flatMap((home) => summariseHome(home, listed.get(home) ?? []));
  return { missingDirectories, hiddenFiles, homeContents: homeContents.toSorted((a, b) => b.size - a.size) };
}

/** Homes by the image's own HOME and by convention for its USER; not a directory of the TRE. */
function homesOf(image: ImageFacts): readonly string[] {
  const home = image.environment.find((pair) => pair.startsWith('HOME='))?.slice('HOME='.length);
  const user = image.user.split(':')[0] ?? '';
  const named = /^[a-z_][\w.-]*$/i.test(user) && user !== 'root' ? [`/home/${user}`] : [];
  return [...named, ...(home === undefined ? [] : [home])].filter(
    (path) => !tre.directories.some((directory) => path.startsWith(directory)) && path !== '/',
  );
}
