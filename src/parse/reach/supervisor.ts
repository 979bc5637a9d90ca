import { resolvePath } from '../../model/dockerfile/container-path.ts';
import { compilePattern } from '../project/file-pattern.ts';
import type { PlacedFiles } from '../placed/placed-files.ts';
import { targetsOf, type Target } from './command-target.ts';
import { withApplication } from './unsaid-target.ts';

/** A configuration of supervisord: the commands that it starts, each as a line of a shell. */
interface Supervised {
  /** Absent for a text in the Dockerfile. */
  readonly file?: string;
  readonly programs: readonly { readonly text: string; readonly line: number }[];
}

/** Programs of one configuration that are followed; each is a start of its own, held against all others. */
export const mostSupervised = 200;

/** Where Debian's package looks when it is told nothing, and what its own configuration includes. */
const ofDebian = /^\/etc\/supervisor(?:d)?\/conf\.d\/[^/]+\.(?:conf|ini)$/;

/** Reads a configuration and those that it includes; without one of the project's, those that Debian's own includes. */
export function readSupervisor(
  path: string,
  files: PlacedFiles,
  workdir: string | undefined,
  textOf: (file: string) => string | undefined,
): readonly Supervised[] {
  const place = resolvePath(path, workdir ?? '/');
  const own = [...files.entries()].map(([each]) => each);
  const first = files.at(place) === undefined ? own.filter((each) => ofDebian.test(each)) : [place];
  const read = (at: string): { file?: string; from: number; text: string } | undefined => {
    const placed = files.at(at);
    const text = placed?.text ?? (placed?.file === undefined ? undefined : textOf(placed.file));
    if (text === undefined) return undefined;
    return placed?.file === undefined ? { from: placed?.line ?? 1, text } : { file: placed.file, from: 1, text };
  };
  const texts = first.flatMap((at) => {
    const found = read(at);
    if (found === undefined) return [];
    const included =
      /^\[include\](?:(?!^[ \t]*files[ \t]*=)[^[])*^[ \t]*files[ \t]*=[ \t]*(\S.*)/m
        .exec(found.text)?.[1]
        ?.split(/\s+/) ?? [];
    const further = included.flatMap((pattern) => {
      const fits = compilePattern(resolvePath(pattern, at.slice(0, at.lastIndexOf('/') + 1)).slice(1), files.budget);
      return own.filter((each) => each !== at && fits?.(each.slice(1)) === each.length - 1);
    });
    return [found, ...further.flatMap((each) => read(each) ?? [])];
  });
  return texts.map(({ file, from, text }) => ({
    ...(file === undefined ? {} : { file }),
    programs: programsIn(text, from),
  }));
}

function programsIn(text: string, from: number): readonly { readonly text: string; readonly line: number }[] {
  const programs: { command: string; line: number; directory?: string; variables?: string; waits?: true }[] = [];
  text.split('\n').forEach((line, index) => {
    const [, key, value = ''] =
      /^\s*(command|directory|environment|autostart)\s*=\s*(\S.*)/.exec(line.slice(0, 5000).trimEnd()) ?? [];
    if (/^\s*\[/.test(line)) programs.push({ command: '', line: from + index });
    const last = programs.at(-1);
    if (last === undefined) return;
    if (key === 'command') Object.assign(last, { command: value, line: from + index });
    if (key === 'directory') last.directory = value;
    if (key === 'environment') last.variables = value.replaceAll(',', ' ');
    if (key === 'autostart' && /^(?:false|0|no)$/i.test(value)) last.waits = true;
  });
  return programs
    .filter(({ command, waits }) => command !== '' && waits !== true)
    .map(({ command, line, directory, variables }) => ({
      text: `${directory === undefined ? '' : `cd ${directory} && `}${variables === undefined ? '' : `${variables} `}${command}`
        .replaceAll(/%\(ENV_(\w+)\)s/g, '$$$1')
        .replaceAll(/%\(\w+\)s/g, 'x'),
      line,
    }));
}

/** What `python -m` of a library starts of the project, with the words that say so: of `torch.distributed.run train.py` train.py, of `uvicorn main:app` main. */
export function launchedBy(
  module: string,
  given: readonly string[],
  environment: ReadonlyMap<string, string>,
): { words: string[]; targets: readonly Target[] } {
  const program = module
    .replace(/^torch\.distributed\.(?:run|launch)$/, 'torchrun')
    .replace(/^accelerate\.commands\.launch$/, 'accelerate');
  const words = [program, ...given];
  const command = { program, words, assignments: {}, writes: [], line: 1, pipeline: 0 };
  const targets = targetsOf(withApplication(command, environment));
  return { words, targets: targets.filter(({ kind }) => kind === 'file' || kind === 'module') };
}

export function whyTooMany(count: number): string {
  return `starts ${String(count)} programs, of which ${String(mostSupervised)} are followed`;
}
