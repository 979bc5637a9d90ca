import { shellWord } from '../../../shared/shell-word.ts';

/** The command that pins what a pipeline names: without a file it takes those of the project's folder, and the others of the repository by name. */
export function pinCommand(file: string, home = ''): string {
  return `run tre-container pin${file.startsWith(home) ? '' : ` ${shellWord(file)}`}`;
}
