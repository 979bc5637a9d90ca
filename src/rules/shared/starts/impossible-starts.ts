import type { Finding } from '../../../model/check/rule.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { installsUnnamed } from '../image/find-interpreter.ts';
import { readsNobody } from './taken-away.ts';
import { nameOf, startWords, type StartWords } from './start-words.ts';

/** Programs that may give a file other rights, or take another one's place. */
const changing = new Set('chmod chown cp mv install sh bash find xargs'.split(' '));
const interpreter = /^(?:python[\d.]*|Rscript|julia|bash|sh|dash|perl|node)$/;

/** Starts as a list that fail whatever the files hold: a variable that nothing puts in, an option that only prints, a Python that the base has not. */
export function findImpossibleStarts(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  reach: Reach | undefined,
): readonly Finding[] {
  const start = startWords(image);
  const told =
    start === undefined
      ? []
      : [findUnexpandedProgram(start), findIdleOption(start), findOtherPython(start, image, dockerfile)];
  const location = { file: dockerfile.path, line: start?.instruction.line ?? 1 };
  return [
    ...told.flatMap((each) => (each === undefined ? [] : [{ ...each, location }])),
    ...findClosed(image, dockerfile, reach),
  ];
}

type Told = Omit<Finding, 'location'> | undefined;

/** `["python3", "$APP/main.py"]`: the interpreter looks for a file of that very name. */
function findUnexpandedProgram({ instruction, program, rest }: StartWords): Told {
  if (!interpreter.test(nameOf(program))) return undefined;
  // What stands behind an option may be its value, or a text in which `$` means something.
  const [named = ''] = rest;
  if (named.startsWith('-') || !/\$(?:[A-Za-z_]|\{[A-Za-z_])/.test(named)) return undefined;
  return {
    message: `${instruction.keyword} gives ${nameOf(program)} the file ${named}: no shell reads a list, so that nothing takes the place of the variable, and no file has that name`,
    // A shell that reads it would pass on no argument of a run.
    fix: 'write the path itself',
  };
}

/** Options after which an interpreter says something of itself, or reads a script without running it. */
function findIdleOption({ instruction, program, rest }: StartWords): Told {
  const name = nameOf(program);
  const [option = '', script] = rest;
  const isIdle = name.startsWith('python')
    ? /^(?:-V{1,2}|--version|-h|--help|-\?)$/.test(option)
    : /^(?:Rscript|julia)$/.test(name)
      ? /^(?:--version|--help|-h|-v)$/.test(option)
      : /^(?:ba|da)?sh$/.test(name) && /^(?:-n|--version|--help)$/.test(option);
  if (!isIdle || script === undefined || script.startsWith('-')) return undefined;
  return {
    message: `${instruction.keyword} gives ${name} ${option}, with which it ends before it runs ${script}`,
    fix: `leave ${option} out`,
  };
}

/** `python3.12` on an image of Python 3.13, or `python2`: an image of Python has the one that its tag names. */
function findOtherPython(
  { instruction, program, rest }: StartWords,
  image: FinalImage,
  { text }: DockerfileFacts,
): Told {
  const [, folder = '', version] = /^(\/usr\/local\/bin\/)?python(2(?:\.\d+)?|3\.\d+)$/.exec(program) ?? [];
  const has = /^(3\.\d+)(?:[.-]|$)/.exec(image.from.image?.tag ?? '')?.[1];
  if (version === undefined || has === undefined || version === has) return undefined;
  if (image.known?.repositories.includes('docker.io/library/python') !== true) return undefined;
  const mayBeThere = image.instructions.some(
    ({ keyword, flags, commands, start, end }) =>
      (keyword === 'COPY' && flags['from'] !== undefined) ||
      keyword === 'ADD' ||
      (keyword === 'RUN' && (brings.test(text.slice(start, end)) || installsUnnamed(text.slice(start, end), commands))),
  );
  if (mayBeThere) return undefined;
  return {
    message: `${instruction.keyword} starts python${version}, and ${image.from.image?.text ?? 'the base'} has Python ${has}: no container starts`,
    fix: `write ${JSON.stringify([`${folder}python3`, ...rest])}, or take the base python:${version}`,
  };
}

/** What may bring another Python: a line that speaks of one, a script, an installer of the system, something that is compiled or fetched. */
const brings =
  /python[23]|\bpython\d|conda|mamba|pyenv|pixi|\buv\b|\bmake\b|\b(?:tar|unzip|curl|wget|dpkg)\b|\bapt(?:-get)?\b|\bln\b|git clone|\.sh\b/;

/** A program that a RUN lets nobody read, and that somebody other than root is to start. */
function findClosed(image: FinalImage, { path }: DockerfileFacts, reach: Reach | undefined): readonly Finding[] {
  const user = image.user?.value ?? '';
  if (reach === undefined || !/^[a-z_][\w.-]*(?::|$)|^[1-9]\d*(?::|$)/i.test(user) || /^root(?::|$)/.test(user))
    return [];
  const started = reach.programs.flatMap(({ class: kind, place }) =>
    kind === 'started' && place !== undefined ? [place] : [],
  );
  const last = image.instructions.flatMap((instruction) =>
    instruction.keyword === 'RUN' ? instruction.commands.map((command) => ({ command, instruction })) : [],
  );
  return started.flatMap((place) => {
    const at = last.findLastIndex(({ command, instruction }) =>
      readsNobody(command, place, instruction.workdir ?? '/'),
    );
    const found = last[at];
    const isGivenBack = last.slice(at + 1).some(({ command: { program } }) => changing.has(program));
    if (found === undefined || found.command.isConditional === true || isGivenBack) return [];
    return [
      {
        message: `chmod ${found.command.words[1] ?? ''} lets nobody read ${resolvePath(place, '/')}, and USER ${user} starts it`,
        location: { file: path, line: found.command.line },
        fix: 'leave the line out, or write chmod 0555: all may read, nobody may change it',
      },
    ];
  });
}
