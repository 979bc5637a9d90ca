import type { Finding } from '../../../model/check/rule.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';

/**
 * A script of the project that the start names without an interpreter and that the kernel refuses: nobody may execute it, or it does not say what
 * runs it. Silent where a RUN changes rights, since it may be these.
 */
export function findRefusedStart(
  image: FinalImage,
  { path: file }: DockerfileFacts,
  { byPath }: ProjectFacts,
  reach: Reach | undefined,
): readonly Finding[] {
  const start = image.entrypoint ?? image.cmd;
  const [word] = start?.words ?? [];
  if (start?.form !== 'json' || word === undefined || !word.value.includes('/')) return [];
  const place = resolvePath(word.value, start.workdir ?? '/');
  const source = byPath.get(reach?.places.get(place) ?? '');
  if (source?.text === undefined || source.link !== undefined) return [];
  const location = { file, line: start.line };
  const refused = (message: string, fix: string): Finding[] => [
    { message: `${start.keyword} starts ${place}: ${message}`, location, fix },
  ];
  const copy = image.instructions.findLast((each) => bringsTo(place, each));
  if (copy !== undefined && !image.instructions.some(changesRights)) {
    const given = /^0?[0-7]{3}$/.exec(copy.flags['chmod'] ?? '')?.[0];
    if (
      given === undefined
        ? copy.flags['chmod'] === undefined && !source.executable
        : (Number.parseInt(given, 8) & 0o111) === 0
    )
      return refused(
        given === undefined
          ? `${source.path} has no right to be executed, and the container ends with "permission denied"`
          : `COPY --chmod=${given} lets nobody execute it, and the container ends with "permission denied"`,
        given === undefined
          ? `chmod +x ${source.path} (git update-index --chmod=+x ${source.path}), or COPY --chmod=0755`
          : 'write COPY --chmod=0755',
      );
  }
  return source.text.startsWith('#!')
    ? []
    : refused(
        `the first line of ${source.path} does not say what runs it, and the container ends with "exec format error"`,
        'begin it with #!/bin/sh (or what it is written for), or name the interpreter in front of it',
      );
}

function bringsTo(place: string, { keyword, flags, words, workdir }: Instruction): boolean {
  return (
    keyword === 'COPY' &&
    flags['from'] === undefined &&
    isUnder(place, resolvePath(words.at(-1)?.value ?? '', workdir ?? '/'))
  );
}

function changesRights({ keyword, text }: Instruction): boolean {
  return keyword === 'RUN' && /\bchmod\b|\binstall\s|\bsetfacl\b|\bdos2unix\b|\bsed\b|\.sh\b/.test(text);
}
