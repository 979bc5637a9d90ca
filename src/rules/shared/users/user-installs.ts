import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

interface HomeFound {
  readonly message: string;
  readonly line: number;
  readonly fix: string;
}

/** Options of pip that say where it installs. */
const placed = /^(?:--(?:target|prefix|root|user|python)(?:=|$)|-t$)/;

/** After USER, the pip of Python's own image may not write to its packages, and takes the home of that user instead. */
export function installsForUser(
  { program, words, line }: ShellCommand,
  { user }: Instruction,
  image: FinalImage,
): HomeFound | undefined {
  const isOfficial = image.from.named?.canonicalRepository === 'library/python';
  const isRoot = user === undefined || /^(?:root|0)(?::|$)/.test(user) || user.includes('$');
  if (!isOfficial || isRoot || program !== 'pip' || !words.includes('install')) return undefined;
  const isElsewhere =
    words.some((word) => placed.test(word)) ||
    words[0]?.includes('/') === true ||
    image.environment.has('VIRTUAL_ENV') ||
    /venv|\/opt\//.test(image.environment.get('PATH')?.value ?? '');
  return isElsewhere
    ? undefined
    : {
        message: `pip runs as ${user}, who may not write to Python's own packages, and puts what it brings into ~/.local`,
        line,
        fix: `move it above USER ${user}`,
      };
}
