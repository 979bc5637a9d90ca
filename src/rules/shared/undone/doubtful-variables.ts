import type { Location, Verdict } from '../../../model/check/rule.ts';
import { pass } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { linesOf, type Kept, type Line } from './undone-variables.ts';

/**
 * Why nobody can tell from the files that what is started has a variable as the image sets it, though nothing that was read gives it another value: a value
 * that is made when the container starts, a login shell or sudo on the way, a file of settings that R or a shell reads by itself.
 */
export function doubtVariable(
  { name, isRight }: Kept,
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): string | undefined {
  for (const line of linesOf(image, dockerfile, facts)) {
    const why = doubtLine(name, line, image, isRight);
    if (why !== undefined) return `${name}: ${why} (${line.location.file}:${String(line.location.line ?? 1)})`;
  }
  for (const { class: kind, program } of facts.reach.get(dockerfile.path)?.programs ?? []) {
    if (kind !== 'started' || program.language === 'shell') continue;
    const set = program.variables.find(
      (each) => each.name === name && each.isDefault !== true && textOf(each.value) === undefined,
    );
    const read = program.calls.find(({ callee }) => /(?:^|:)(?:readRenviron|load_dot_env|load_dotenv)$/.test(callee));
    const line = set?.line ?? (program.language === 'r' ? read?.line : undefined);
    if (line !== undefined)
      return `${name}: ${set === undefined ? 'a file of settings is read' : 'what it is set to was not seen'} (${program.path}:${String(line)})`;
  }
  const isR = facts.reach
    .get(dockerfile.path)
    ?.programs.some(({ class: kind, program: { language } }) => kind === 'started' && language === 'r');
  const isLogin = linesOf(image, dockerfile, facts).some(({ words }) =>
    words.some((word, at) => isLoginShell(word, words[at - 1])),
  );
  const read = [...(isR === true ? ['Renviron'] : []), ...(isLogin ? ['profile', 'bashrc', 'etc/environment'] : [])];
  const writer = image.instructions.find((each) => mayWrite(name, each, read, dockerfile, facts));
  return writer === undefined
    ? undefined
    : `${name}: line ${String(writer.line)} writes into a file of settings that the start reads`;
}

const isLoginShell = (word: string, before = ''): boolean =>
  /(?:^|\/)(?:ba|da|z|k)?sh$/.test(before) && ((/^-[a-z]+$/.test(word) && word.includes('l')) || word === '--login');

/** What changes the environment as a whole, and values that are put in only then. */
function doubtLine(
  name: string,
  { words }: Line,
  { environment }: FinalImage,
  isRight: Kept['isRight'],
): string | undefined {
  for (const [at, word] of words.entries()) {
    const begins = at === 0 || /^(?:;|exec|--)$/.test(words[at - 1] ?? '');
    const program = word.slice(word.lastIndexOf('/') + 1);
    const next = words.slice(at + 1, at + 8);
    if (begins && program === 'sudo' && !next.some((each) => /^-[a-zA-Z]*E|^--preserve-env/.test(each)))
      return 'sudo starts with an environment of its own';
    if (begins && /^(?:su|runuser)$/.test(program) && next.some((each) => /^(?:-|-l|--login)$/.test(each)))
      return `${program} starts a login with an environment of its own`;
    if (!word.startsWith(`${name}=`)) continue;
    const value = word.slice(name.length + 1);
    // `TMPDIR=${TMPDIR:-/scratch}`, `TMPDIR=$(mktemp -d)`
    if (!value.includes('$') || value.includes(`$${name}`) || value.includes(`\${${name}`) || value === '$') continue;
    const filled = value.replaceAll(/\$\{?(\w+)\}?/g, (whole, key: string) => environment.get(key)?.value ?? whole);
    if (filled.includes('$') || !isRight(filled)) return `what ${value} stands for was not seen`;
  }
  return undefined;
}

/** Whether an instruction writes a variable into one of the files, or brings such a file with it, which was not read. */
function mayWrite(
  name: string,
  { keyword, words, text }: Instruction,
  read: readonly string[],
  { context: { copied } }: DockerfileFacts,
  { byPath }: ProjectFacts,
): boolean {
  const names = (each: string): boolean => read.some((one) => each.includes(one));
  if (keyword === 'RUN') return names(text) && text.includes(`${name}=`);
  if ((keyword !== 'COPY' && keyword !== 'ADD') || !words.some(({ value }) => names(value))) return false;
  const files = copied.filter(({ instruction }) => instruction.text === text);
  return files.length === 0 || files.some(({ path }) => (byPath.get(path)?.text ?? `${name}=`).includes(`${name}=`));
}

/** A yes that a line proves, or one in which only nothing was found. */
export function passUnless(doubt: string | undefined, text: string, location: Location): Verdict {
  return doubt === undefined ? pass(text, location) : pass(`${text}; ${doubt}`, location, 'none-found');
}

/** The first doubt of several variables that may have the same values. */
export function doubtAny(
  names: readonly string[],
  isRight: Kept['isRight'],
  ...subject: readonly [FinalImage, DockerfileFacts, ProjectFacts]
): string | undefined {
  for (const name of names) {
    const doubt = doubtVariable({ name, value: '', isRight }, ...subject);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}
