import { trimEnd } from '../../shared/trim-end.ts';

/** A repository that a command brings, and the folder it comes to: as written, seen from where the command runs. */
export interface Clone {
  readonly address: string;
  readonly folder: string;
  /** Where in the words the subcommand stands. */
  readonly at: number;
}

/** Options whose value is the next word, by the program that takes them before its subcommand, and those of the subcommand itself. */
const before: ReadonlyMap<string, RegExp> = new Map([
  ['git', /^(?:-C|-c|--(?:git-dir|work-tree|namespace|config-env|super-prefix|attr-source))$/],
  ['gh', /^(?:-R|--repo|--hostname)$/],
  ['hg', /^(?:-R|--(?:repository|cwd|config|color|pager|encoding|encodingmode))$/],
  ['svn', /^--(?:username|password|config-dir|config-option)$/],
]);

const after: ReadonlyMap<string, RegExp> = new Map([
  [
    'git',
    /^(?:-[boucj]|--(?:branch|revision|depth|origin|upload-pack|reference|reference-if-able|separate-git-dir|config|template|jobs|filter|shallow-since|shallow-exclude|server-option|bundle-uri|ref-format))$/,
  ],
  ['gh', /^(?:-u|--upstream-remote-name)$/],
  ['hg', /^(?:-[urbe]|--(?:updaterev|rev|branch|ssh|remotecmd))$/],
  ['svn', /^(?:-r|--(?:revision|depth|username|password|native-eol|config-dir|config-option|changelist))$/],
]);

const verbs: ReadonlyMap<string, RegExp> = new Map([
  ['git', /^(?:lfs |svn )?clone$/],
  ['gh', /^repo clone$/],
  ['hg', /^clone$/],
  ['svn', /^(?:checkout|co|export)$/],
]);

/** What a command clones: `git -C /app clone --config x=y ADDRESS`, `gh repo clone OWNER/NAME DIR`, `hg clone`, `svn export`. */
export function readClone({ program, words }: { program: string; words: readonly string[] }): Clone | undefined {
  const verb = verbs.get(program);
  if (verb === undefined) return undefined;
  let at = 1;
  let start = '';
  for (; words[at]?.startsWith('-') === true; at += 1) {
    if (before.get(program)?.test(words[at] ?? '') !== true) continue;
    at += 1;
    // Each -C is seen from the one before it.
    if (program === 'git' && words[at - 1] === '-C') start = within(start, words[at] ?? '');
  }
  const isLong = !verb.test(words[at] ?? '');
  if (isLong && !verb.test(`${words[at] ?? ''} ${words[at + 1] ?? ''}`)) return undefined;
  at += isLong ? 1 : 0;
  const [address, folder] = names(program, words.slice(at + 1));
  if (address === undefined) return undefined;
  const whole = trimEnd(address, '/').replace(/\.git$/, '');
  const own = whole.slice(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf(':')) + 1);
  return { address, folder: within(start, folder ?? own), at };
}

function names(program: string, words: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    // What follows it is for git, where gh is asked.
    if (word === '--' && program === 'gh') break;
    if (word === '--') return [...found, ...words.slice(at + 1)];
    if (!word.startsWith('-')) found.push(word);
    else if (after.get(program)?.test(word) === true) at += 1;
  }
  return found;
}

function within(folder: string, path: string): string {
  return folder === '' || /^[/~$]/.test(path) ? path : `${trimEnd(folder, '/')}/${path}`;
}
