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

/**
 * Scripts of the project that a started script runs by their path alone, and that the kernel refuses, or a shell takes for lines of its own: `./fit.R` in place of
 * `Rscript fit.R`.
 */
export function findRefusedSteps(
  image: FinalImage,
  { path: file }: DockerfileFacts,
  { byPath }: ProjectFacts,
  reach: Reach | undefined,
): readonly Finding[] {
  if (image.instructions.some(changesRights)) return [];
  const given = image.instructions.some(({ keyword, flags }) => keyword === 'COPY' && flags['chmod'] !== undefined);
  const parents = new Map(reach?.programs.map(({ program }) => [program.path, program]));
  return (reach?.programs ?? []).flatMap(({ program: { path, language }, class: kind, way }) => {
    const location = way.at(-1)?.location;
    const source = byPath.get(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const command = parents
      .get(location?.file ?? '')
      ?.commands.find(
        ({ line, words: [first = ''] }) => line === location?.line && first.includes('/') && first.endsWith(name),
      );
    if (kind !== 'started' || location === undefined || command === undefined || source?.text === undefined) return [];
    // That is {@link findRefusedStart}'s.
    if (location.file === file && (image.entrypoint ?? image.cmd)?.form === 'json') return [];
    const says = source.text.startsWith('#!');
    if ((says || language === 'shell') && (source.executable || given)) return [];
    const interpreter = interpreters[language] ?? 'sh';
    return [
      {
        message: `${command.words[0] ?? name} is run by its path alone, and ${source.executable || given ? 'its first line does not say what runs it' : `${path} has no right to be executed`}: the container ends there`,
        location,
        fix: `name what runs it: ${interpreter} ${command.words[0] ?? name}`,
      },
    ];
  });
}

const interpreters: Readonly<Record<string, string>> = { python: 'python3', r: 'Rscript', julia: 'julia', shell: 'sh' };

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
