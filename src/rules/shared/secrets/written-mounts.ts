import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** What prints a secret that the build is shown. */
const ofMount = /(?:\$\(|`)[ \t]{0,4}(?:cat[ \t]{1,4}|<[ \t]{0,4})["']?\/run\/secrets\/./;
const mountedVariable = /(?:^|,)env=([A-Za-z_]\w{0,80})/gm;
const setFromMount =
  /\b([A-Za-z_]\w{0,80})=["']?(?:\$\(|`)[ \t]{0,4}(?:cat[ \t]{1,4}|<[ \t]{0,4})["']?\/run\/secrets\//g;
const printing: ReadonlySet<string> = new Set(['echo', 'printf', 'tee', 'sed']);
const stays = (path: string): boolean => path !== '' && !/^\/(?:run|dev|proc)(?:\/|$)/.test(path);

/** Commands of a RUN that write what a secret of the build says into a file that stays, or into the settings of pip, npm, conda or git. */
export function findWrittenMounts(run: Instruction): readonly ShellCommand[] {
  const { commands, flags } = run;
  if (flags['mount']?.includes('type=secret') !== true) return [];
  const holders = listHolders(run);
  const says = (words: readonly string[]): boolean =>
    words.some((word) => ofMount.test(word) || holders.some((name) => isNamed(word, name)));
  const removed = new Set(
    commands.flatMap(({ program, words }) => (/^(?:rm|shred|unlink)$/.test(program) ? words.slice(1) : [])),
  );
  const isKept = (path: string): boolean => stays(path) && !removed.has(path);
  const telling = commands.filter(({ program, words }) => printing.has(program) && says(words));
  const pipelines = new Set(telling.map(({ pipeline }) => pipeline));
  return commands.filter(
    (command) =>
      (telling.includes(command) && command.writes.some(isKept)) ||
      (command.program === 'tee' && pipelines.has(command.pipeline) && command.words.slice(1).some(isTarget(isKept))) ||
      (says(command.words) && isSetting(command, commands)),
  );
}

const isTarget =
  (isKept: (path: string) => boolean) =>
  (word: string): boolean =>
    !word.startsWith('-') && isKept(word);

/** Variables that are given the secret, by the mount itself or in the text of the RUN. */
function listHolders({ text, flags: { mount = '' } }: Instruction): readonly string[] {
  const names = [...mount.matchAll(mountedVariable), ...text.matchAll(setFromMount)].map(([, name = '']) => name);
  return [...new Set(names)];
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

/** `pip config set`, which writes a file of its own, unless it is taken back. */
function isSetting({ program, words }: ShellCommand, commands: readonly ShellCommand[]): boolean {
  if (!/^(?:pip3?|npm|yarn|pnpm|conda|mamba|git|poetry)$/.test(program) || words[1] !== 'config') return false;
  return !commands.some(
    (other) =>
      other.program === program &&
      other.words[1] === 'config' &&
      other.words.some((word) => /^(?:--)?(?:unset|unset-all|delete|remove-key|remove-section)$/.test(word)),
  );
}
