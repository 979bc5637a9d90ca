import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';

/** Deeper than any folder that people name. */
const deepest = 20;

/**
 * Folders of the project that images name in PYTHONPATH, each with a closing `/`: by the end of the place, `lib/` for `/opt/project/lib`, since
 * a project keeps its own layout below the folder that it is copied to.
 */
export function rootsOfImages(dockerfiles: readonly DockerfileFacts[], paths: Iterable<string>): readonly string[] {
  const named = new Set(
    dockerfiles.flatMap(({ final }) => final?.environment.get('PYTHONPATH')?.value.split(':') ?? []),
  );
  if (named.size === 0) return [];
  const folders = new Set<string>();
  for (const path of paths)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  const found = [...named].flatMap((place) => {
    const parts = place.split('/', deepest).filter((part) => part !== '');
    return parts.map((_part, from) => parts.slice(from).join('/')).find((folder) => folders.has(folder)) ?? [];
  });
  return [...new Set(found)].map((folder) => `${folder}/`);
}
