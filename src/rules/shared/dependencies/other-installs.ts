import {
  isCommit,
  isFixedAddress,
  isFixedRef,
  isMovingAddress,
  isMovingName,
} from '../../../parse/manifests/is-pinned.ts';
import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { isFetch } from '../fetches.ts';
import { comparisonOf } from './is-compared.ts';
import { once } from '../once.ts';
import type { Step } from './find-dependencies.ts';
import type { Named } from './package-lists.ts';

type Found = Pick<Named, 'text' | 'pinned' | 'way' | 'ref'>;

/** What a command installs or fetches beside the packages of Python, R, Julia and conda: tools of npm, Go, Rust and Ruby, and files by their address. */
export function readOtherInstalls(step: Step): readonly Named[] {
  const { command, file } = step;
  const found = isFetch(command) ? readFetch(step) : (installers.get(command.program)?.(command.words.slice(1)) ?? []);
  return found.map((each) => ({ ...each, file, line: command.line }));
}

const installers: ReadonlyMap<string, (words: readonly string[]) => readonly Found[]> = new Map([
  ['npm', ofNpm],
  ['pnpm', ofNpm],
  ['yarn', (words) => (words[0] === 'global' ? ofNpm(['-g', ...words.slice(1)]) : [])],
  [
    'go',
    ([verb, ...words]) =>
      verb === 'install'
        ? named(
            words.filter((word) => word.includes('@')),
            /@[^@\d]*\d/,
          )
        : [],
  ],
  ['cargo', ([verb, ...words]) => (verb === 'install' ? ofCargo(words) : [])],
  ['gem', ([verb, ...words]) => (verb === 'install' ? bounded(words, /^(?:-v|--version)\b/, ofGem) : [])],
]);

/** `--locked` keeps what a crate asks for, and takes the newest crate. */
function ofCargo(words: readonly string[]): readonly Found[] {
  const at = words.indexOf('--git');
  const address = at < 0 ? words.find((word) => word.startsWith('--git='))?.slice('--git='.length) : words[at + 1];
  if (address !== undefined) {
    const pinned = words.some((word) => /^--(?:rev|tag)\b/.test(word));
    const tag = words.findIndex((word) => /^--tag\b/.test(word));
    const ref = tag < 0 ? {} : { ref: words[tag]?.split('=')[1] ?? words[tag + 1] ?? '' };
    return [{ text: address, pinned, way: 'cloned', ...ref }];
  }
  return words.some((word) => /^--path\b/.test(word)) ? [] : bounded(words, /^--(?:version|vers)\b/, ofCargoValues);
}

/** Options that take the next word. */
const ofCargoValues = new Set(
  '--version --vers --root --index --registry --features -F --target --target-dir --profile -j --jobs --bin --example --config --color -Z'.split(
    ' ',
  ),
);
const ofGem = new Set(
  '-v --version -i --install-dir -n --bindir -s --source --platform -P --trust-policy -p --http-proxy'.split(' '),
);

/** Tools for the whole image (`-g`): what stands in a package.json of the project has a lock of its own. */
function ofNpm([verb, ...words]: readonly string[]): readonly Found[] {
  const all = verb === '-g' ? words : ['install', 'i', 'add'].includes(verb ?? '') ? words : [];
  if (verb !== '-g' && !all.some((word) => word === '-g' || word === '--global')) return [];
  return named(
    all.filter((word) => !word.startsWith('-') && word !== 'add' && !/^[./]/.test(word)),
    /.@[\^~]?\d/,
  );
}

function named(names: readonly string[], version: RegExp): readonly Found[] {
  return names.map((text) => ({ text, pinned: text.includes('$') || version.test(text) }));
}

/** Names of a command that gives the version of all of them in an option. */
function bounded(words: readonly string[], option: RegExp, withValue: ReadonlySet<string>): readonly Found[] {
  const pinned = words.some((word) => option.test(word));
  const names = words.filter((word, at) => !word.startsWith('-') && !withValue.has(words[at - 1] ?? ''));
  return names.map((text) => ({ text, pinned: pinned || /[@:]\d/.test(text) || text.includes('$') }));
}

const shells = /^(?:ba|da|z|k)?sh$|^(?:python|perl|ruby|Rscript|node|R)[\d.]*$/;

/** An address that is run as it comes, or that names a branch or what is newest. Others say by nothing that they move, and data are no packages. */
function readFetch({ command, all }: Step): readonly Found[] {
  if (comparisonOf(command, all) !== 'no') return [];
  // Of a script with many downloads each is one of the same commands.
  const running = once(all, 'pipelines that end in an interpreter', () => {
    const found = all.filter(({ program }) => shells.test(program));
    return new Set(found.map(({ pipeline }) => pipeline));
  });
  const isRun = running.has(command.pipeline);
  return command.words
    .filter((word) => /^https?:\/\/\S/.test(word))
    .flatMap((text): readonly Found[] => {
      if (isFixedAddress(text)) return isRun ? [{ text, pinned: true }] : [];
      if (isRun) return [{ text, pinned: false, way: 'run' }];
      return isMovingAddress(text) ? [{ text, pinned: false, way: 'fetched' }] : [];
    });
}

/** Archives that pip installs by an address behind which another one lies tomorrow. */
export function readMoving({ command: { program, words, line }, file }: Step): readonly Named[] {
  if (!/^(?:pip[\d.]*|python[\d.]*|uv)$/.test(program)) return [];
  return words
    .filter((text) => isArchive(text) && isMovingAddress(text) && !isFixedAddress(text))
    .map((text) => ({ text, file, line, pinned: false, way: 'fetched' }));
}

export const isArchive = (word: string): boolean =>
  /^https?:\/\//.test(word) && /\.(?:whl|zip|tgz|tar\.\w{1,3})$/.test(word.split(/[#?]/, 1)[0] ?? '');

/** What an ADD fetches by its address: a repository at a ref, or a file, which BuildKit compares with `--checksum`. */
export function readAdd({ keyword, flags, words, line }: Instruction, file: string): readonly Named[] {
  if (keyword !== 'ADD' || flags['checksum'] !== undefined) return [];
  return words.slice(0, -1).flatMap(({ value: text }): readonly Named[] => {
    const repository = /^(?:https?:\/\/[^#]+\.git|git@[^#]+)(?:#([^:]*))?/.exec(text);
    if (repository !== null) {
      const ref = repository[1] ?? '';
      return [
        {
          text,
          file,
          line,
          pinned: ref !== '' && (isFixedRef(ref) || !isMovingName(ref)),
          way: 'cloned',
          ...(isCommit(ref) ? {} : { ref }),
        },
      ];
    }
    if (!/^https?:\/\//.test(text) || isFixedAddress(text)) return [];
    return isMovingAddress(text) ? [{ text, file, line, pinned: false, way: 'fetched' }] : [];
  });
}

/** `pip install /wheels/*` of what `pip wheel` has made of a list, here or in another stage: the list is read where that stands. */
export function areWheels(path: string, instructions: readonly Instruction[]): boolean {
  return (
    path.endsWith('*') &&
    instructions.some(({ commands }) =>
      commands.some(({ program, words }) => program === 'pip' && /^(?:wheel|download)$/.test(words[1] ?? '')),
    )
  );
}
