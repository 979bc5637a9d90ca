import { placeFiles } from '../../engine/delivery/place-files.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { parentFolder } from '../../shared/parent-folder.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';

/** A project of ours in a folder below the one that is looked at. */
export interface ProjectWithin {
  /** Its path from there, with its closing slash. */
  readonly folder: string;
  /** What it records; absent where that cannot be read. */
  readonly state?: ProjectState;
}

/**
 * The projects of ours among a folder's files, but for its own, those that lost their record among them; of one inside the other only the outer. What
 * adopt wrote is none without its record, which says what it is a part of.
 */
export function findProjectsWithin(files: readonly ProjectFile[]): readonly ProjectWithin[] {
  const found: ProjectWithin[] = [];
  const ofAdopted = new Set(
    files.flatMap(({ path }) => (path.endsWith(`/${adoptedOnly}`) ? [path.slice(0, -adoptedOnly.length)] : [])),
  );
  for (const { path, text } of files.toSorted((a, b) => a.path.length - b.path.length)) {
    const record = [STATE_FILE, BASELINE_FILE].find((each) => path.endsWith(`/${each}`));
    if (record === undefined) continue;
    const folder = path.slice(0, -record.length);
    const isRecord = record === STATE_FILE && text?.includes('"generator-tre-container"') === true;
    const isLeft = record === BASELINE_FILE && !ofAdopted.has(folder);
    if ((!isRecord && !isLeft) || found.some((outer) => folder.startsWith(outer.folder))) continue;
    const state = isRecord ? readState(text) : undefined;
    found.push({ folder, ...(state === undefined ? {} : { state }) });
  }
  return found.toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** A file that only what adopt wrote has. */
const adoptedOnly = 'Dockerfile.dockerignore';

/** What a project's record says; nothing where there is none that can be read, which a rule says. */
export function readState(text: string | undefined): ProjectState | undefined {
  try {
    return text === undefined ? undefined : parseStateFile(text);
  } catch {
    return undefined;
  }
}

/** Whether a file at the root of their repository is the workflow of one of these projects. `place`: the path of the folder they lie in, from that root. */
export function isPipelineOf(projects: readonly ProjectWithin[], path: string, place: string | undefined): boolean {
  if (place !== '') return false;
  return projects.some(({ folder, state }) => {
    const name = state?.answers['name'];
    if (typeof name !== 'string') return false;
    const { pipeline } = placeFiles({ ci: 'github', name, upgradeCheck: false }, folder.slice(0, -1));
    return pipeline === `${REPOSITORY_PREFIX}${path}`;
  });
}

/** The Dockerfiles that adopt made a project's own from, which the TRE never builds. A record that names a folder there is not believed: it would hide all in it. */
export function originalsOf(projects: readonly ProjectWithin[]): readonly string[] {
  return projects.flatMap(({ folder, state }) => {
    const path = state?.adopted?.original?.path;
    return path === undefined || path.endsWith('/') ? [] : [`${parentFolder(folder)}${path}`];
  });
}
