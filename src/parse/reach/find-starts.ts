import type { Location } from '../../model/check/rule.ts';
import { isBrokenList, meantWords } from '../../model/dockerfile/broken-list.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { KnownImage } from '../../model/dockerfile/known-image.ts';
import type { Step } from '../../model/programs/reach.ts';
import type { JobFacts, ManifestNode, ShellCommand } from '../../model/sources/source-facts.ts';
import { readShell } from '../shell/shell.ts';
import { unwrap } from '../shell/unwrap.ts';
import type { Run } from './run.ts';

export function baseRun({ final }: DockerfileFacts): Pick<Run, 'environment' | 'workdir' | 'arguments'> {
  const environment = new Map([...(final?.environment ?? [])].map(([name, { value }]) => [name, value]));
  // Distributions and images of languages set no WORKDIR, so a program starts at the root.
  const isPlain = final?.known?.kind === 'language' || final?.known?.kind === 'generic';
  const isAtRoot = final?.from.image === undefined || (isPlain && final.known?.user.uid === 0);
  const begins = final?.known?.workdir ?? (isAtRoot ? '/' : undefined);
  // A COPY to a relative place is taken to begin at the root: of a base that begins elsewhere neither is known.
  const workdir = final?.workdir?.value ?? (begins === '/' ? begins : undefined);
  return { environment, arguments: [], ...(workdir === undefined ? {} : { workdir }) };
}

export interface Start {
  readonly step: Step;
  readonly text: string;
  readonly commands: readonly ShellCommand[];
  readonly run: Pick<Run, 'environment' | 'workdir' | 'arguments' | 'hasMoved'>;
}

/** What is started: ENTRYPOINT with CMD, and what jobs of the project put in their place. */
export function startsOf(dockerfile: DockerfileFacts, jobs: readonly JobFacts[]): readonly Start[] {
  const { final, path } = dockerfile;
  const run = baseRun(dockerfile);
  const starts: Start[] = [];
  if (final !== undefined) starts.push(...startsOfImage(final, path, run));
  return [...starts, ...jobs.flatMap((job) => startsOfJob(job, final, run))];
}

/** ENTRYPOINT with CMD, of the file or, where it sets none, of the image that it starts from. */
function startsOfImage(final: FinalImage, path: string, run: Start['run']): readonly Start[] {
  const { entrypoint, cmd, known } = final;
  const own = entrypoint ?? cmd;
  if (own === undefined) {
    const words = [...(known?.entrypoint ?? []), ...(known?.cmd ?? [])];
    const location = { file: path, line: final.stage.line };
    const text = `what ${final.from.word.value} starts`;
    const commands = readShell(quote(words), () => location.line);
    return words.length === 0 ? [] : [{ step: { text, location }, text: words.join(' '), commands, run }];
  }
  const location = { file: path, line: own.line };
  const text = `${own.keyword} ${own.text}`;
  const step = { text: own.keyword, location };
  if (entrypoint === undefined && isList(cmd) && known !== undefined) {
    const words = startedBy(known, wordsOf(cmd));
    return [{ step, text, commands: readShell(quote(words), () => own.line), run }];
  }
  if (!isList(entrypoint)) return [{ step, text, commands: commandsOf(own), run }];
  const words = [...wordsOf(entrypoint), ...wordsOf(cmd)];
  const starts = [{ step, text, commands: readShell(quote(words), () => own.line), run }];
  // A wrapper that ends in `exec "$@"` runs the CMD, whatever it is.
  const isInterpreter = /^(?:.*\/)?(?:python[\d.]*|Rscript|julia|bash|sh|java|node|perl)$/.test(
    unwrap(wordsOf(entrypoint)).words[0] ?? '',
  );
  if (cmd === undefined || isInterpreter || !isProgramName(wordsOf(cmd)[0])) return starts;
  const passed = { text: `${own.keyword} -> CMD`, location: { file: path, line: cmd.line } };
  return [...starts, { step: passed, text: `CMD ${cmd.text}`, commands: passedTo(entrypoint, cmd), run }];
}

/** The commands of a CMD that an ENTRYPOINT is given: `R -e "plumber::plumb(rev(commandArgs())[1])"` reads a program of R by its path, which needs no line that says so. */
function passedTo(entrypoint: Instruction | undefined, cmd: Instruction): readonly ShellCommand[] {
  const words = wordsOf(cmd);
  const isOfR = /^(?:.*\/)?R$/.test(unwrap(wordsOf(entrypoint)).words[0] ?? '');
  return isOfR && words[0]?.endsWith('.R') === true
    ? readShell(quote(['Rscript', ...words]), () => cmd.line)
    : commandsOf(cmd);
}

/** What an image of others starts when it is given a CMD. */
function startedBy({ entrypoint, passes, interprets }: KnownImage, cmd: readonly string[]): readonly string[] {
  if (passes === 'arguments') return [...entrypoint, ...cmd];
  const [first = ''] = cmd;
  const isFile = interprets?.endings.some((ending) => (ending === '' ? first.includes('/') : first.endsWith(ending)));
  return isFile === true && interprets !== undefined ? [interprets.program, ...cmd] : cmd;
}

/** Whether the first word of a CMD names a program rather than an argument of the ENTRYPOINT. */
function isProgramName(word: string | undefined): boolean {
  return (
    word !== undefined &&
    /^(?:.*\/)?(?:python[\d.]*|Rscript|R|julia|bash|sh|conda|uv|poetry|streamlit|uvicorn|gunicorn|jupyter|exec|env)$|^\/.*|\.(?:sh|py|R|jl)$/.test(
      word,
    )
  );
}

function wordsOf(instruction: Instruction | undefined): readonly string[] {
  if (instruction === undefined) return [];
  if (instruction.form === 'json') return instruction.words.map(({ value }) => value);
  return isBrokenList(instruction) ? meantWords(instruction) : ['/bin/sh', '-c', instruction.text];
}

/** Whether an instruction is written as a list. A broken one starts nothing, which is a finding of its own: what it would start is judged beside it. */
function isList(instruction: Instruction | undefined): boolean {
  return instruction !== undefined && (instruction.form === 'json' || isBrokenList(instruction));
}

function commandsOf(instruction: Instruction): readonly ShellCommand[] {
  return isBrokenList(instruction)
    ? readShell(quote(meantWords(instruction)), () => instruction.line)
    : instruction.commands;
}

function quote(words: readonly string[]): string {
  return words
    .map((word) => (/^\$\{?\w+\}?$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

function startsOfJob(
  { path, manifest, unread }: JobFacts,
  final: DockerfileFacts['final'],
  run: Start['run'],
): readonly Start[] {
  const containers =
    unread === undefined
      ? (manifest.entries.get('spec')?.entries.get('template')?.entries.get('spec')?.entries.get('containers')?.items ??
        [])
      : [];
  return containers.flatMap((container) => {
    const list = (name: string): readonly ManifestNode[] => container.entries.get(name)?.items ?? [];
    const [command, given] = [list('command'), list('args')];
    const first = command[0] ?? given[0];
    if (first === undefined) return [];
    const words = [
      ...(command.length > 0 ? command.map(({ text = '' }) => text) : wordsOf(final?.entrypoint)),
      ...given.map(({ text = '' }) => text),
    ];
    const location: Location = { file: path, line: first.line };
    const workdir = container.entries.get('workingDir')?.text ?? run.workdir;
    const text = `${path}: ${words.join(' ')}`;
    const environment = new Map([
      ...run.environment,
      ...(container.entries.get('env')?.items ?? []).flatMap(({ entries }) => {
        const [name, value] = [entries.get('name')?.text, entries.get('value')?.text];
        return name === undefined || value === undefined ? [] : [[name, value] as const];
      }),
    ]);
    return [
      {
        step: { text: `${path}:${String(first.line)}`, location },
        text,
        commands: readShell(quote(words), () => first.line),
        // Kubernetes goes there, whatever apptainer does.
        run: { ...run, environment, ...(workdir === undefined ? {} : { workdir }), hasMoved: true as const },
      },
    ];
  });
}
