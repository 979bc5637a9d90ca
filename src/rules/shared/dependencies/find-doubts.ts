import type { Location } from '../../../model/check/rule.ts';
import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isCommit, isMovingAddress, isSilentAddress } from '../../../parse/manifests/is-pinned.ts';
import { isFetch } from '../fetches.ts';
import { findDependencies, listInstructions, type Subject } from './find-dependencies.ts';
import { comparisonOf } from './is-compared.ts';
import { isArchive } from './other-installs.ts';
import type { Named } from './package-lists.ts';
import { isDated } from './program-installs.ts';

/** Something that is fetched, of which the files do not tell that it is the same tomorrow. */
export interface Doubt {
  /** A clause. */
  readonly text: string;
  readonly location: Location;
}

/** Tags, which can be moved; addresses that name no version; repositories of packages that others change. */
export function findDoubts(subject: Subject): readonly Doubt[] {
  const { path } = subject.dockerfile;
  const found = [
    ...findDependencies(subject).named.flatMap(doubtName),
    ...listInstructions(subject).flatMap((instruction) =>
      [...doubtAdd(instruction), ...doubtRun(instruction)].map(({ text, line }): Doubt => ({
        text,
        location: { file: path, line },
      })),
    ),
  ];
  return [...new Map(found.map((doubt) => [doubt.text, doubt])).values()];
}

function doubtName({ text, pinned, ref, file, line }: Named): readonly Doubt[] {
  if (pinned && /[=<>@]\s*["']?\$/.test(text))
    return [{ text: `${text} has a version that no file gives a value`, location: { file, line } }];
  const taken = ref ?? refIn(text);
  if (!pinned || taken === undefined || taken === '' || isCommit(taken)) return [];
  const why = taken.includes('$') ? 'which no file gives a value' : 'a name that can be moved';
  return [{ text: `${text} is taken at ${taken}, ${why}`, location: { file, line } }];
}

/** `git+https://host/a/b@v1#egg=b`, and `a/b@v1` of R. */
function refIn(text: string): string | undefined {
  const at = text.indexOf('git+');
  if (at < 0) return /^[\w.-]+\/[\w.-]+[@#]([\w./+-]+)$/.exec(text)?.[1];
  const address = text.slice(at).split(/[\s;#]/)[0] ?? '';
  const taken = address.lastIndexOf('@');
  return taken > address.indexOf('/', address.indexOf('://') + 3) ? address.slice(taken + 1) : undefined;
}

const silent = (address: string): string => `${address} names no version`;

function doubtAdd({ keyword, flags, words, line }: Instruction): readonly { text: string; line: number }[] {
  if (keyword !== 'ADD' || flags['checksum'] !== undefined) return [];
  return words
    .slice(0, -1)
    .filter(({ value }) => /^https?:\/\//.test(value) && !/\.git(?:#|$)/.test(value) && isSilentAddress(value))
    .map(({ value }) => ({ text: silent(value), line }));
}

/** Of Debian and Ubuntu themselves, whose packages no Dockerfile names by version. */
const ownArchives = /^https?:\/\/(?:[\w.-]+\.)?(?:debian\.org|ubuntu\.com)(?:[:/]|$)/;

function doubtRun(instruction: Instruction): readonly { text: string; line: number }[] {
  if (instruction.keyword !== 'RUN') return [];
  const { commands } = instruction;
  const fetched = commands.flatMap((command) => {
    if (!isFetch(command)) return [];
    const comparison = comparisonOf(command, commands);
    const addresses = comparison === 'yes' ? [] : command.words.filter((word) => /^https?:\/\/\S/.test(word));
    return addresses
      .filter((word) => isSilentAddress(word) || (comparison === 'unseen' && isMovingAddress(word)))
      .map((word) => ({
        text:
          comparison === 'no' ? silent(word) : `whether ${word} is among what is compared with a checksum is not seen`,
        line: command.line,
      }));
  });
  const packed = commands.flatMap(({ program, words, line }) =>
    /^(?:pip[\d.]*|python[\d.]*|uv)$/.test(program)
      ? words.filter((word) => isArchive(word) && isSilentAddress(word)).map((word) => ({ text: silent(word), line }))
      : [],
  );
  const archives = commands.flatMap((command) =>
    archivesOf(command)
      .filter((each) => !ownArchives.test(each) && !isDated(each))
      .map((each) => ({
        text: `packages come from ${each}, where they are another day other ones`,
        line: command.line,
      })),
  );
  const others = commands.flatMap((command) => {
    const text = doubtInstaller(command);
    return text === undefined ? [] : [{ text, line: command.line }];
  });
  return [...fetched, ...packed, ...archives, ...others];
}

/** Installers whose words name no version: what they say, and what would fix it. */
const installers: readonly { readonly asks: RegExp; readonly fixed?: RegExp }[] = [
  { asks: /^(?:npx|pnpx|bunx|uvx|pipx run) /, fixed: /[@=]\d/ },
  {
    asks: /^(?:quarto (?:add|install|update)|tlmgr (?:install|update)|playwright install|cpanm?|easy_install) /,
    fixed: /@\d|==\d/,
  },
  {
    asks: /^python -m (?:nltk\.downloader|spacy download|playwright install)\b|^spacy download /,
    fixed: /-\d+\.\d+\.\d+/,
  },
  { asks: /^(?:huggingface-cli|hf) download /, fixed: /--revision[ =][0-9a-f]{40}\b/ },
];
/** The same out of a text of Python. */
const called = /\b(?:nltk\.download|spacy\.cli\.download|pip\.main|pip\._internal)\b/;

function doubtInstaller({ program, words }: ShellCommand): string | undefined {
  const [first = '', ...rest] = words;
  const name = first.slice(first.lastIndexOf('/') + 1).replace(/^python[\d.]*$/, 'python');
  const said = [name, ...rest].join(' ').slice(0, longestSaid);
  const found = installers.find(({ asks }) => asks.test(said));
  const isCalled = program.startsWith('python') && rest[0] === '-c' && called.test(said);
  if (words.some((word) => /^(?:--help|--version|-h|--list)$/.test(word))) return undefined;
  if (!isCalled && (found === undefined || found.fixed?.test(said) === true)) return undefined;
  return `${said.slice(0, 60)} names no version`;
}

/** Of a command that is longer than a person writes, the rest tells nothing new. */
const longestSaid = 2000;

/** Repositories of apt that a command adds: `add-apt-repository`, or a line `deb ...` that it writes. */
function archivesOf({ program, words, stdin }: ShellCommand): readonly string[] {
  if (program === 'add-apt-repository' || program === 'apt-add-repository') {
    const named = words.slice(1).filter((word) => !word.startsWith('-'));
    return named.map((word) => /https?:\/\/\S+/.exec(word)?.[0] ?? word);
  }
  return [...words, stdin?.text ?? ''].flatMap((text) =>
    [...text.matchAll(/(?:^|\s)deb(?:-src)? +(?:\[[^\][\n]*\] +)?(https?:\/\/[^\s"']+)/g)].map(
      (match) => match[1] ?? '',
    ),
  );
}
