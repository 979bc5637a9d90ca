import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** A mode of chmod or install that lets whoever runs a program become its owner. */
const setsOwner = (mode: string): boolean => {
  if (/^0?[4-7][0-7]{3}$/.test(mode)) return true;
  const [, who = '', bits = ''] = /^([ugoa]*)[+=]([rwxXst]+)$/.exec(mode) ?? [];
  return bits.includes('s') && (who === '' || /[ua]/.test(who));
};
const freely = /\bNOPASSWD:/;

/** A verdict on the user of an image; a pass is none where that user can be root without a password. */
export function unlessRoot(verdict: Verdict, ...given: Parameters<typeof findBecomingRoot>): Verdict {
  const [first, ...rest] = verdict.verdict === 'pass' ? findBecomingRoot(...given) : [];
  return first === undefined ? verdict : { verdict: 'fail', findings: [first, ...rest] };
}

/** What the image makes so that any user of it is root without a password: a program that runs as root whoever starts it, or sudo that asks for nothing. */
function findBecomingRoot(
  image: FinalImage,
  { path, context }: DockerfileFacts,
  textOf: (path: string) => string | undefined,
): readonly Finding[] {
  const made = image.instructions.flatMap((instruction): readonly Finding[] => {
    const { keyword, text, heredocs, line, commands, flags } = instruction;
    if (keyword === 'COPY' || keyword === 'ADD')
      return setsOwner(flags['chmod'] ?? '')
        ? [describeProgram(`--chmod=${flags['chmod'] ?? ''}`, { file: path, line })]
        : [];
    if (keyword !== 'RUN') return [];
    const set = commands
      .filter(setsUser)
      .map((command) => describeProgram(command.words.slice(0, 3).join(' '), { file: path, line: command.line }));
    const isFree = [text, ...heredocs.map((each) => each.text)].some(
      (each) => freely.test(each) && /sudoers/.test(text),
    );
    return isFree ? [...set, describeSudo({ file: path, line })] : set;
  });
  const copied = context.copied
    .filter(({ path: name }) => /sudoers/.test(name))
    .flatMap(({ path: file }) => {
      const lines = textOf(file)?.split('\n') ?? [];
      const at = lines.findIndex((each) => freely.test(each) && !each.trimStart().startsWith('#'));
      return at < 0 ? [] : [describeSudo({ file, line: at + 1 })];
    });
  return [...made, ...copied];
}

/** A folder is given the bit for what is made in it later, and so is a group. */
function setsUser({ program, words }: ShellCommand): boolean {
  const given = words.slice(1);
  if (program === 'chmod') return given.some((word) => setsOwner(word));
  const at = given.findIndex((word) => word === '-m' || word === '--mode');
  return program === 'install' && !given.includes('-d') && at >= 0 && setsOwner(given[at + 1] ?? '');
}

const describeProgram = (what: string, location: Location): Finding => ({
  message: `${what} lets whoever runs that program act as its owner, which is root unless the line says otherwise`,
  location,
  fix: 'leave the bit s out, and do what needs root in a RUN before USER',
});
const describeSudo = (location: Location): Finding => ({
  message: 'sudo asks for no password here, so that the user can be root at any time',
  location,
  fix: 'take that line out, and do what needs root in a RUN before USER',
});
