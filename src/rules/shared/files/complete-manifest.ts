import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { shellWord } from '../../../shared/shell-word.ts';

const reading =
  'it is a program of the project: where somebody else made the project, read the program before you run it';

/** What completes a manifest: the program beside it, where there is one. */
export function fixOf({ byPath }: ProjectFacts, path: string): string {
  const script = `${path.slice(0, path.lastIndexOf('/') + 1)}fetch_models.py`;
  return byPath.has(script)
    ? `run python3 ${shellWord(script)} on a connected machine, which completes the manifest (${reading})`
    : `write it into ${path}; a project with a model has a program that does (tre-container create FOLDER --set models=OWNER/NAME: models/fetch_models.py)`;
}
