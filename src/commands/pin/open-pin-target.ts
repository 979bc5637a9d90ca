import { isPackedCopy } from '../../parse/project/dockerfile-names.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { findPlaces, type ReferenceKind, referenceKind } from '../../engine/pin/find-places.ts';
import { listPaths } from '../../io/project/list-paths.ts';
import type { Environment } from '../../model/command.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { PinPlace } from '../../model/pin/pin.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { parseOwnImage, type OwnImage } from '../../parse/pipelines/own-image.ts';
import { tellOfLeftovers } from '../create/tell-of-leftovers.ts';

/** One target of `pin`: a project, or one file of it. */
export interface PinTarget {
  readonly project: ProjectFiles;
  readonly files: readonly PinFile[];
  readonly own: OwnImage;
}

export interface PinFile {
  /** Relative to the project. */
  readonly path: string;
  /** Relative to where the command was called, where it is below that. Places have it as their `file`. */
  readonly label: string;
  readonly entry: FileEntry;
  readonly places: readonly PinPlace[];
}

const stateFile = '.yo-rc.json';

/** Puts right what an interrupted run left behind in the target's project, before anything is read; or only says what lies there. */
export async function recoverPinTarget(target: string, isWriting: boolean, environment: Environment): Promise<void> {
  const { root } = await listPaths(environment.cwd, target, () => false);
  const project = environment.openProject(root);
  if (!isWriting) return tellOfLeftovers(project, environment);
  const note = await project.recover();
  if (note !== undefined) tellNote(note, environment);
}

/** Reads what a target names. Throws UserError for a target that is not there and for files that cannot be read. */
export async function openPinTarget(target: string, environment: Environment): Promise<PinTarget> {
  const listed = await listPaths(
    environment.cwd,
    target,
    (path) => referenceKind(path) !== undefined || path.endsWith('/SHA256SUMS'),
  );
  // What was handed over stays as it was: its sums would tell of a digest that is written into it.
  const all = new Set(listed.paths);
  const paths = listed.isNamed
    ? listed.paths
    : listed.paths.filter((path) => referenceKind(path) !== undefined && !isPackedCopy(path, all));
  const project = environment.openProject(listed.root);
  const tree = await project.read([...paths, stateFile]);
  const files = paths.flatMap((path): PinFile[] => {
    const entry = tree.get(path);
    if (entry === undefined || entry.text.includes('\0')) return [];
    const label = listed.shown + path;
    return [{ path, label, entry, places: findPlaces(label, entry.text, kindOf(path, listed.isNamed)) }];
  });
  return { project, files, own: parseOwnImage(tree.get(stateFile)?.text ?? '') };
}

/** A file that somebody names is a Dockerfile unless it says otherwise. */
function kindOf(path: string, isNamed: boolean): ReferenceKind {
  return referenceKind(path) ?? (isNamed && /\.ya?ml$/.test(path) ? 'yaml' : 'dockerfile');
}
