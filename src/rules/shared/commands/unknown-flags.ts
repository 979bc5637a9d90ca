import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { findRefusedWords } from './refused-words.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';

/** Flags that BuildKit knows of each instruction (its Dockerfile reference); it stops at any other. */
const known: Readonly<Record<string, readonly string[]>> = {
  ADD: ['checksum', 'chmod', 'chown', 'exclude', 'keep-git-dir', 'link', 'unpack'],
  COPY: ['chmod', 'chown', 'exclude', 'from', 'link', 'parents'],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'retries', 'start-interval', 'start-period', 'timeout'],
  RUN: ['device', 'mount', 'network', 'security'],
};

/** Flags and words at which a build stops: `COPY --chmd`, `HEALTHCHECK NON`. */
export function findUnknownFlags(dockerfile: DockerfileFacts): readonly Finding[] {
  const { path, instructions } = dockerfile;
  const unknown = instructions.flatMap((instruction) =>
    unknownWords(instruction).map(({ what, fix }) => ({
      message: `${instruction.keyword} has ${what}, which it does not know: the image does not build`,
      location: { file: path, line: instruction.line },
      fix,
    })),
  );
  return [...unknown, ...findRefusedWords(dockerfile)];
}

function unknownWords({
  keyword,
  flags,
  text,
}: Instruction): readonly { readonly what: string; readonly fix: string }[] {
  const names = known[keyword];
  if (names === undefined) return [];
  const wrong = Object.keys(flags).filter((flag) => !names.includes(flag));
  const [kind = ''] = text.split(/\s/, 1);
  const isOther = keyword === 'HEALTHCHECK' && !/^(?:none|cmd)$/i.test(kind);
  return [
    ...wrong.map((flag) => ({ what: `the flag --${flag}`, fix: advise(flag, names, '--') })),
    ...(isOther ? [{ what: `the word ${kind}`, fix: advise(kind, ['NONE', 'CMD'], '') }] : []),
  ];
}

function advise(word: string, names: readonly string[], before: string): string {
  const near = nearestWord(word, names);
  const all = names.map((name) => before + name).join(', ');
  return near === undefined ? `it knows ${all}` : `did you mean ${before}${near}?`;
}
