import { shellWord } from '../../shared/shell-word.ts';

/** What takes back the last write of `create`, `adopt` or `upgrade` in a folder as the person typed it. */
export function undoCommand(directory: string, how: '--abort' | '--undo' = '--undo'): string {
  return `tre-container upgrade ${how}${directory === '.' ? '' : ` ${shellWord(directory)}`}`;
}
