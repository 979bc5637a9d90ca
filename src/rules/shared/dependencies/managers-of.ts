import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { condaPrograms, systemManagers } from '../../../parse/shell/vocabulary.ts';

const managers: ReadonlySet<string> = new Set([...systemManagers, ...condaPrograms, 'npm', 'pip', 'uv']);

/** What a RUN installs with, an environment of conda by its name, an index of pip by its address. `continues`: of the second of two RUNs. */
export function managersOf(run: Instruction, continues = false): string[] {
  let activated = 'base';
  return run.commands.flatMap(({ program, words }) => {
    activated = activatedBy(program, words) ?? activated;
    const isConda = condaPrograms.has(program);
    const isUse = words.some((word) => /^(?:install|update|add|upgrade|create)$/.test(word));
    if (!managers.has(program) || !(isUse || (isConda && words[1] === 'config'))) return [];
    // Each environment of conda is one of its own. What makes one goes on from what was put into conda itself, and not from another; what is put into it goes on from there.
    if (isConda) return [words.includes('create') && continues ? 'conda' : `conda${environmentOf(words, activated)}`];
    if (program === 'pip' || program === 'uv') return [`pip${indexOf(words)}`];
    return [program === 'apt' ? 'apt-get' : program];
  });
}

/** ` from ADDRESS`: the index that pip is told to take everything from. */
function indexOf(words: readonly string[]): string {
  const at = words.findIndex((word) => word === '-i' || word === '--index-url');
  const joined = words.find((word) => word.startsWith('--index-url='))?.slice('--index-url='.length);
  const index = joined ?? (at < 0 ? undefined : words[at + 1]);
  return index === undefined ? '' : ` from ${index}`;
}

/** The environment of conda that a command goes into for those after it: `source activate tools`, `conda activate tools`. */
function activatedBy(program: string, words: readonly string[]): string | undefined {
  const isSourced = program === 'source' || program === '.';
  const isActivated = (isSourced || condaPrograms.has(program)) && /(?:^|\/)activate$/.test(words[1] ?? '');
  return isActivated ? (words[2] ?? 'base') : undefined;
}

/** ` -n tools`: the environment that a command names or that was gone into, where that is not the one of conda itself. */
function environmentOf(words: readonly string[], activated: string): string {
  const at = words.findIndex((word) => /^(?:-n|--name|-p|--prefix)$/.test(word));
  const joined = /^--(?:name|prefix)=(.*)$/s.exec(words.find((word) => /^--(?:name|prefix)=/.test(word)) ?? '')?.[1];
  const name = joined ?? (at < 0 ? activated : (words[at + 1] ?? 'base'));
  return name === 'base' ? '' : ` -n ${name}`;
}

/** Brings pip itself up to date and does nothing else, so that what follows is installed by the new one. */
export function renewsPip({ commands }: Instruction): boolean {
  return (
    commands.length > 0 &&
    commands.every(
      ({ program, words }) =>
        program === 'pip' &&
        words.includes('install') &&
        words
          .slice(words.indexOf('install') + 1)
          .every((word) => /^-|^(?:pip|setuptools|wheel)(?:[<>=~!]=?\S*)?$/.test(word)),
    )
  );
}
