import type { FileEntry } from '../../model/file-tree.ts';
import { hasToDos } from '../checklist/merge-to-dos.ts';
import { mergeText, type TextKind } from './merge-text.ts';

/** A merged file; `conflict` tells whether both sides changed the same place. */
export interface MergedFile {
  readonly conflict: boolean;
  /** Absent where markers cannot stand: the file on disk is not UTF-8 text. */
  readonly next?: FileEntry;
  readonly yours: FileEntry;
  readonly theirs: FileEntry;
}

/** What a file is, by its name and, for the checklist, by its marks. */
export function textKind(path: string, text: string): TextKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^environment\.ya?ml$/.test(name)) return 'conda list';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (name.endsWith('.json')) return 'json';
  if (/^(?:requirements.*\.txt|\..*ignore)$/.test(name)) return 'list';
  if (/\.(?:R|jl)$/.test(name)) return 'list in code';
  if (!name.endsWith('.md')) return 'lines';
  if (/<!-- (?:rule|question):/.test(text)) return 'checklist';
  return hasToDos(text) ? 'to-dos' : 'page';
}

/** Merges text and executable bit of one file. `base` is absent where the common ancestor is not known. */
export function mergeFile(path: string, base: FileEntry | undefined, ours: FileEntry, theirs: FileEntry): MergedFile {
  if (ours.binary === true) return { conflict: true, yours: ours, theirs };
  const merged = mergeText(base?.text, ours.text, theirs.text, textKind(path, theirs.text));
  const executable =
    base === undefined
      ? ours.executable || theirs.executable
      : ours.executable === base.executable
        ? theirs.executable
        : ours.executable;
  const entry = (text: string): FileEntry => ({ text, executable });
  return {
    conflict: merged.conflicts.length > 0,
    next: entry(merged.text),
    yours: entry(merged.yours),
    theirs: entry(merged.theirs),
  };
}
