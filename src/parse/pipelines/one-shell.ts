import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** Where a pipeline has the project: `$GITHUB_WORKSPACE/scripts/build.sh`. */
const ofProject = /^(?:\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|PWD)\}?\/|%\{\{_*github\.workspace_*\}\}\/)?(?:\.\/)*/;

/** Commands as they are run in a folder of the project: `working-directory:`, or that of the recipe or script. */
export function startIn(folder: string, commands: readonly ShellCommand[]): readonly ShellCommand[] {
  return folder === ''
    ? commands
    : commands.map((each) => ({ ...each, directory: within(each.directory ?? '.', folder) }));
}

/** A path of the project as seen from one of its folders. */
export function within(path: string, folder: string): string {
  const own = path.replace(ofProject, '');
  // Whoever names the project's own folder begins there; where a variable leads to, nobody knows.
  return own === path.replace(/^(?:\.\/)+/, '') && !folder.startsWith('$')
    ? resolvePath(own, `/${folder.replace(ofProject, '')}`).slice(1)
    : own;
}

/** A shell that is given line after line: where it is, and whether it stops at the first that fails. */
export interface OneShell {
  folder: string;
  strict: boolean;
  /** It has come to an `exit`: no further line is run. */
  hasEnded?: boolean;
}

/** The lines of a script in their order: a `cd` or `set +e` of one holds for the next. `isEnd`: the shell ends with the last of them. */
export function inOneShell(
  written: readonly (readonly ShellCommand[])[],
  shell: OneShell,
  isEnd: boolean,
): readonly ShellCommand[] {
  if (shell.hasEnded === true) return [];
  const end = written.findIndex((commands) => commands.some(({ endsScript }) => endsScript === true));
  const lines = end < 0 ? written : written.slice(0, end + 1);
  if (end >= 0) shell.hasEnded = true;
  // Whoever asks for the status later, ends the script later.
  const lastExit = lines.findLastIndex((commands) => commands.some(({ program }) => program === 'exit'));
  return lines.flatMap((commands, at) => {
    const isPassedOver = !shell.strict && at >= lastExit && !(isEnd && at === lines.length - 1);
    const placed = startIn(shell.folder, commands);
    for (const { program, words, directory = '', isInside } of placed)
      if (program === 'cd' && isInside !== true) shell.folder = within(words[1] ?? '', directory);
    for (const command of commands) shell.strict = strictAfter(command, shell.strict);
    return isPassedOver ? placed.map((each) => ({ ...each, forgiven: 'always' as const })) : placed;
  });
}

/** Whether a shell stops at the first command that fails, after `set -e` or `set +e`. */
export function strictAfter({ program, words }: ShellCommand, before: boolean): boolean {
  if (program !== 'set') return before;
  const said = words.findLast(
    (word, at) => /^[-+]\w*e/.test(word) || (/^[-+]\w*o$/.test(word) && words[at + 1] === 'errexit'),
  );
  return said === undefined ? before : said.startsWith('-');
}
