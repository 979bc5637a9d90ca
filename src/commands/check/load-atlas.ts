import type { AtlasEntry } from '../../model/atlas/atlas-entry.ts';

/** Reads the atlas, only where somebody asks for it: it holds some hundred libraries. */
export async function loadAtlas(): Promise<readonly AtlasEntry[]> {
  const { atlas } = await import('../../catalog/atlas.ts');
  return atlas;
}
