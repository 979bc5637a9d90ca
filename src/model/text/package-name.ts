import { foldName } from '../../shared/fold-name.ts';

/** Name of a package without channel, owner, extras and version, in the form in which pip and conda compare names. */
export function packageName(entry: string): string {
  return foldName(writtenName(entry));
}

/** The same name as the person wrote it. */
export function writtenName(entry: string): string {
  return /^(?:[^:]+::)?(?:[A-Za-z0-9-]+\/)?([A-Za-z0-9._-]+)/.exec(entry)?.[1] ?? entry;
}
