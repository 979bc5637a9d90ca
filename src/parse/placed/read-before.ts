import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { Target } from '../reach/command-target.ts';
import type { PlacedFiles } from './placed-files.ts';

type Language = NonNullable<Extract<Target, { kind: 'file' }>['language']>;

const ofLogin =
  /^\/etc\/profile$|^\/etc\/profile\.d\/[^/]+\.sh$|^\/(?:root|home\/[^/]+)\/\.(?:bash_profile|bash_login|profile)$/;
const ofSession = /^\/etc\/bash\.bashrc$|^\/(?:root|home\/[^/]+)\/\.bashrc$/;
const ofJulia = /\/etc\/julia\/startup\.jl$/;

/** What an interpreter reads before the text or program that it is given, as its options and the variables ask for, as far as the project put it there. */
export function readBefore(
  command: ShellCommand,
  environment: ReadonlyMap<string, string>,
  files: PlacedFiles,
): readonly Target[] {
  const language = languageOf(command.program);
  return language === undefined
    ? []
    : startFiles[language](command, environment, files)
        .filter((path) => files.at(path) !== undefined)
        .map((path) => ({ kind: 'file', path, language, arguments: [] }));
}

function languageOf(program: string): Language | undefined {
  if (/^(?:ba|da|z|k|a)?sh$/.test(program)) return 'shell';
  if (/^(?:Rscript|R|littler)$/.test(program)) return 'r';
  return program === 'python' || program === 'julia' ? program : undefined;
}

type StartFiles = (
  command: ShellCommand,
  environment: ReadonlyMap<string, string>,
  files: PlacedFiles,
) => readonly string[];

const startFiles: Readonly<Record<Language, StartFiles>> = {
  shell: ({ words }, environment, files) => [
    // Of a script it is found with the script.
    ...(has(words, /^-[a-z]*c$/) ? named(environment, 'BASH_ENV') : []),
    ...(has(words, /^-[a-km-z]*l[a-z]*$|^--login$/) ? placed(files, ofLogin) : []),
    ...(has(words, /^-[a-hj-z]*i[a-z]*$/) ? [...named(environment, 'ENV'), ...placed(files, ofSession)] : []),
    ...words.filter((_, at) => /^--(?:rcfile|init-file)$/.test(words[at - 1] ?? '')),
  ],
  python: ({ words, isFed }, environment) =>
    has(words, /^-[a-zA-Z]*i$/) || environment.has('PYTHONINSPECT') || (words.length === 1 && isFed !== true)
      ? named(environment, 'PYTHONSTARTUP')
      : [],
  r: ({ words }, environment) =>
    has(words, /^--(?:vanilla|no-init-file|no-site-file)$/) ? [] : named(environment, 'R_PROFILE', 'R_PROFILE_USER'),
  julia: ({ words }, environment, files) => {
    if (has(words, /^--startup-file=no$/)) return [];
    const homes = [environment.get('HOME') ?? '/root', '/root'].map((home) => `${home}/.julia`);
    const depots = [...(environment.get('JULIA_DEPOT_PATH') ?? '').split(':'), ...homes];
    return [...depots.map((depot) => `${depot}/config/startup.jl`), ...placed(files, ofJulia)];
  },
};

function has(words: readonly string[], option: RegExp): boolean {
  return words.some((word, at) => at > 0 && option.test(word));
}

function named(environment: ReadonlyMap<string, string>, ...names: readonly string[]): readonly string[] {
  return names.map((name) => environment.get(name) ?? '');
}

function placed(files: PlacedFiles, fits: RegExp): readonly string[] {
  files.budget.spend(files.size);
  return [...files.entries()].map(([path]) => path).filter((path) => fits.test(path));
}
