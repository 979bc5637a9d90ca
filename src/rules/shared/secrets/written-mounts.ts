import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { trimEnd } from '../../../shared/trim-end.ts';

/** Text that prints a file: `$(cat FILE)`, `$(< FILE)`. */
const printsFile = /(?:\$\(|`)[ \t]{0,4}(?:cat[ \t]{1,4}|<[ \t]{0,4})["']?(\/[^\s"'`)]{1,200})/g;
const mountedVariable = /(?:^|,)env=([A-Za-z_]\w{0,80})/gm;
const mountedPlace = /(?:^|,)(?:target|dst|destination)=([^,\s]{1,200})/gm;
const setFromFile =
  /\b([A-Za-z_]\w{0,80})=["']?(?:\$\(|`)[ \t]{0,4}(?:cat[ \t]{1,4}|<[ \t]{0,4})["']?(\/[^\s"'`)]{1,200})/g;
const printing: ReadonlySet<string> = new Set(['echo', 'printf', 'tee', 'sed', 'cat', 'base64']);
const stays = (path: string): boolean => path !== '' && !/^\/(?:run|dev|proc)(?:\/|$)/.test(path);

/** Commands of a RUN that write what a secret of the build says into a file that stays, or into the settings of pip, npm, conda or git. */
export function findWrittenMounts(run: Instruction): readonly ShellCommand[] {
  const { commands, flags } = run;
  if (flags['mount']?.includes('type=secret') !== true) return [];
  const places = new Set([...flags['mount'].matchAll(mountedPlace)].map(([, place = '']) => place));
  const isMount = (path: string): boolean => path.startsWith('/run/secrets/') || places.has(path);
  const holders = listHolders(run, isMount);
  const says = (words: readonly string[]): boolean =>
    words.some(
      (word) =>
        [...word.matchAll(printsFile)].some(([, path = '']) => isMount(path)) ||
        holders.some((name) => isNamed(word, name)),
    );
  const removed = new Set(
    commands.flatMap(({ program, words }) => (/^(?:rm|shred|unlink)$/.test(program) ? words.slice(1) : [])),
  );
  const isKept = (path: string): boolean =>
    stays(path) && ![...removed].some((each) => path === each || path.startsWith(`${trimEnd(each, '/')}/`));
  const telling = commands.filter(
    ({ program, words }) =>
      printing.has(program) && (says(words) || (/^(?:cat|base64)$/.test(program) && words.slice(1).some(isMount))),
  );
  // What one command prints, all that come after it in its pipeline may write.
  const pipelines = new Set(telling.map(({ pipeline }) => pipeline));
  return commands.filter(
    (command) =>
      (pipelines.has(command.pipeline) && command.writes.some(isKept)) ||
      (command.program === 'tee' && pipelines.has(command.pipeline) && command.words.slice(1).some(isTarget(isKept))) ||
      (says(command.words) && isSetting(command, commands)),
  );
}

const isTarget =
  (isKept: (path: string) => boolean) =>
  (word: string): boolean =>
    !word.startsWith('-') && isKept(word);

/** Variables that are given the secret, by the mount itself or in the text of the RUN. */
function listHolders(
  { text, flags: { mount = '' } }: Instruction,
  isMount: (path: string) => boolean,
): readonly string[] {
  const set = [...text.matchAll(setFromFile)].filter(([, , path = '']) => isMount(path));
  return [...new Set([...mount.matchAll(mountedVariable), ...set].map(([, name = '']) => name))];
}

/** `$NAME`, `${NAME}`, `${NAME:-}`. */
function isNamed(word: string, name: string): boolean {
  return word
    .split('$')
    .slice(1)
    .some((part) => {
      const rest = part.startsWith('{') ? part.slice(1) : part;
      return rest.startsWith(name) && !/\w/.test(rest.charAt(name.length));
    });
}

/** `pip config set`, which writes a file of its own, unless a later command takes that very key back. */
function isSetting(command: ShellCommand, commands: readonly ShellCommand[]): boolean {
  const { program, words } = command;
  if (!/^(?:pip3?|npm|yarn|pnpm|conda|mamba|git|poetry)$/.test(program) || words[1] !== 'config') return false;
  return !commands
    .slice(commands.indexOf(command) + 1)
    .some(
      (other) =>
        other.program === program &&
        other.words[1] === 'config' &&
        other.words.some((word) => /^(?:--)?(?:unset|unset-all|delete|remove-key|remove-section)$/.test(word)) &&
        other.words.slice(2).some((word) => !word.startsWith('-') && /[.\w]{4}/.test(word) && words.includes(word)),
    );
}
