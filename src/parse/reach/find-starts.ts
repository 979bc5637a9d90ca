import type { Location } from '../../model/check/rule.ts';
import type { DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { Step } from '../../model/programs/reach.ts';
import type { JobFacts, ManifestNode, ShellCommand } from '../../model/sources/source-facts.ts';
import { readShell } from '../shell/shell.ts';
import type { Run } from './run.ts';

export function baseRun({ final }: DockerfileFacts): Pick<Run, 'environment' | 'workdir' | 'arguments'> {
  const environment = new Map([...(final?.environment ?? [])].map(([name, { value }]) => [name, value]));
  const workdir = final?.workdir?.value ?? (final?.from.image === undefined ? '/' : undefined);
  return { environment, arguments: [], ...(workdir === undefined ? {} : { workdir }) };
}

export interface Start {
  readonly step: Step;
  readonly text: string;
  readonly commands: readonly ShellCommand[];
  readonly run: Pick<Run, 'environment' | 'workdir' | 'arguments'>;
}

/** What is started: ENTRYPOINT with CMD, and what jobs of the project put in their place. */
export function startsOf(dockerfile: DockerfileFacts, jobs: readonly JobFacts[]): readonly Start[] {
  const { final, path } = dockerfile;
  const run = baseRun(dockerfile);
  const starts: Start[] = [];
  const own = final?.entrypoint ?? final?.cmd;
  if (final !== undefined && own !== undefined) {
    const location = { file: path, line: own.line };
    const { entrypoint, cmd } = final;
    const words = entrypoint?.form === 'json' ? [...wordsOf(entrypoint), ...wordsOf(cmd)] : undefined;
    const commands = words === undefined ? own.commands : readShell(quote(words), () => own.line);
    starts.push({ step: { text: own.keyword, location }, text: `${own.keyword} ${own.text}`, commands, run });
    // A wrapper that ends in `exec "$@"` runs the CMD, whatever it is.
    if (entrypoint?.form === 'json' && cmd !== undefined) {
      const line = { file: path, line: cmd.line };
      const first = words?.[0] ?? '';
      if (
        !/^(?:.*\/)?(?:python[\d.]*|Rscript|julia|bash|sh|java|node|perl)$/.test(first) &&
        isProgramName(wordsOf(cmd)[0])
      )
        starts.push({
          step: { text: `${own.keyword} -> CMD`, location: line },
          text: `CMD ${cmd.text}`,
          commands: cmd.commands,
          run,
        });
    }
  }
  return [...starts, ...jobs.flatMap((job) => startsOfJob(job, final, run))];
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
  return instruction.form === 'json'
    ? instruction.words.map(({ value }) => value)
    : ['/bin/sh', '-c', instruction.text];
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
        run: { ...run, environment, ...(workdir === undefined ? {} : { workdir }) },
      },
    ];
  });
}
