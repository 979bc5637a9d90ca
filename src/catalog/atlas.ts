import type { AtlasEntry } from '../model/atlas/atlas-entry.ts';
import * as other from './atlas-other.ts';
import * as python from './atlas-python.ts';

/** Every library of the atlas, by the name of its file. */
export const atlas: readonly AtlasEntry[] = [...Object.values(python), ...Object.values(other)];
