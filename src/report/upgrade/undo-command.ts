import { shellWord } from '../../shared/shell-word.ts';

/** What takes back the last write of `create`, `adopt` or `upgrade` in a folder as the person typed it. */
export function undoCommand(directory: string): string {
  return `tre-container upgrade --undo${directory === '.' ? '' : ` ${shellWord(directory)}`}`;
}
