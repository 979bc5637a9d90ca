import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts, ProjectFile } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** A script of the project that is run by its path alone. */
interface Run {
  /** As it is told: `ENTRYPOINT starts /app/run.sh`. */
  readonly what: string;
  /** Absolute path in the image. */
  readonly place: string;
  readonly source: ProjectFile;
  readonly location: Location;
  /** A shell runs what does not say what runs it as lines of its own; an engine does not. */
  readonly isByShell: boolean;
  /** As the way out names it, with what runs it. */
  readonly withInterpreter: string;
}

/**
 * Scripts that the start, or a started script, runs by their path alone (`./fit.R` in place of `Rscript fit.R`), and that the kernel refuses: nobody may
 * execute them, or they do not say what runs them. `open` where a script of the build, which nobody read, may have given the right.
 */
export function findRefused(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
  reach: Reach | undefined,
): { readonly findings: readonly Finding[]; readonly open?: Verdict } {
  const findings: Finding[] = [];
  let open: Verdict | undefined;
  for (const { what, place, source, location, isByShell, withInterpreter } of listRuns(
    image,
    dockerfile,
    facts,
    reach,
  )) {
    const right = rightOf(place, source, image);
    const says = source.text?.startsWith('#!') === true || (isByShell && /\.sh$|^[^.]*$/.test(nameOf(place)));
    if (right === 'no')
      findings.push({
        message: `${what}, and ${source.path} has no right to be executed: "permission denied" ends the container`,
        location,
        fix: `chmod +x ${source.path} (git update-index --chmod=+x ${source.path}), COPY --chmod=0755, or ${withInterpreter}`,
      });
    else if (!says)
      findings.push({
        message: `${what}, and the first line of ${source.path} does not say what runs it: the container ends there`,
        location,
        fix: `begin it with #! and what it is written for (#!/bin/sh), or ${withInterpreter}`,
      });
    else if (right === 'unknown')
      open ??= unknown(
        `${what}, and ${source.path} has no right to be executed; whether a script or another stage of the build gives it one was not read`,
        location,
        'COPY --chmod=0755',
      );
  }
  return open === undefined ? { findings } : { findings, open };
}

/** Scripts of the project that the start, or a started script, runs by their path alone. */
export function listRuns(
  image: FinalImage,
  { path: file }: DockerfileFacts,
  { byPath }: ProjectFacts,
  reach: Reach | undefined,
): readonly Run[] {
  const start = image.entrypoint ?? image.cmd;
  const runs: Run[] = [];
  const add = (place: string, source: ProjectFile | undefined, rest: Omit<Run, 'place' | 'source'>): void => {
    if (source?.text !== undefined && source.link === undefined) runs.push({ place, source, ...rest });
  };
  const [word] = start?.words ?? [];
  if (start?.form === 'json' && word?.value.includes('/') === true) {
    const place = resolvePath(word.value, start.workdir ?? '/');
    add(place, byPath.get(reach?.places.get(place) ?? ''), {
      what: `${start.keyword} starts ${place}`,
      location: { file, line: start.line },
      isByShell: false,
      withInterpreter: `["sh", "${place}"] (or what it is written for)`,
    });
  }
  const placeOf = new Map([...(reach?.places ?? [])].map(([place, path]) => [path, place]));
  const commandsOf = new Map(reach?.programs.map(({ program }) => [program.path, program.commands]));
  for (const { program, class: kind, way } of reach?.programs ?? []) {
    const location = way.at(-1)?.location;
    const isStart = location?.file === file && start?.form === 'json';
    if (kind !== 'started' || location === undefined || isStart) continue;
    const by = commandsOf.get(location.file)?.find((each) => each.line === location.line && runsIt(each, program.path));
    const place = placeOf.get(program.path) ?? `/${program.path}`;
    // What runs it may give it the right before.
    if (by === undefined || commandsOf.get(location.file)?.some((each) => mayGive(each, place)) === true) continue;
    add(place, byPath.get(program.path), {
      what: `${by.words[0] ?? ''} is run by its path alone`,
      location,
      isByShell: true,
      withInterpreter: `name what runs it: ${interpreters[program.language] ?? 'sh'} ${by.words[0] ?? ''}`,
    });
  }
  return runs;
}

const interpreters: Readonly<Record<string, string>> = { python: 'python3', r: 'Rscript', julia: 'julia' };

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function runsIt({ words: [first = ''] }: ShellCommand, path: string): boolean {
  return first.includes('/') && nameOf(first) === nameOf(path);
}

/** Whether a file of the image may be executed: by its mode, by `COPY --chmod`, by what a RUN changes after it. */
function rightOf(place: string, source: ProjectFile, { instructions }: FinalImage): 'yes' | 'no' | 'unknown' {
  const at = instructions.findLastIndex((each) => bringsTo(place, each));
  const given = instructions[at]?.flags['chmod'] ?? '';
  const octal = /^0?[0-7]{3}$/.test(given) ? Number.parseInt(given, 8) : undefined;
  if (octal === undefined ? source.executable || /[xX$]/.test(given) : (octal & 0o111) !== 0) return 'yes';
  const later = instructions.slice(at + 1).flatMap(({ keyword, commands }) => (keyword === 'RUN' ? commands : []));
  if (later.some((command) => mayGive(command, place))) return 'yes';
  // What another stage made of it was not looked at.
  return at < 0 || later.some(runsScript) ? 'unknown' : 'no';
}

/** A script of the build, or make: what it changes was not read. */
function runsScript({ program, words: [first = '', ...words] }: ShellCommand): boolean {
  const script = /\.(?:sh|bash|py|R|pl)$/;
  const isInterpreter = /^(?:ba|da)?sh$|^python[\d.]*$|^(?:Rscript|perl)$/.test(program);
  return program === 'make' || script.test(first) || (isInterpreter && words.some((word) => script.test(word)));
}

function bringsTo(place: string, { keyword, flags, words, workdir }: Instruction): boolean {
  return (
    keyword === 'COPY' &&
    flags['from'] === undefined &&
    isUnder(place, resolvePath(words.at(-1)?.value ?? '', workdir ?? '/'))
  );
}

/** Changes the rights of the file, of all below a folder above it, or of what a pattern, a variable or another program names. */
function mayGive({ program, words }: ShellCommand, place: string): boolean {
  if (program !== 'chmod' && program !== 'install' && program !== 'setfacl') return words.includes('chmod');
  const mode = program === 'chmod' ? (words.slice(1).find((word) => !/^-[cfvR]+$|^--/.test(word)) ?? '') : 'x';
  const isOctal = /^[0-7]{3,4}$/.test(mode);
  if (isOctal ? (Number.parseInt(mode, 8) & 0o111) === 0 : !/[xX$]/.test(mode)) return false;
  const isDeep = words.some((word) => /^-[a-zA-Z]*R|^--recursive$/.test(word));
  return words.slice(1).some((word) => {
    const open = word.search(/[*?$[]/);
    if (open >= 0) return !word.startsWith('/') || place.startsWith(word.slice(0, open));
    const name = nameOf(word.replace(/\/$/, ''));
    return name === nameOf(place) || (isDeep && (word === '.' || place.split('/').includes(name)));
  });
}
