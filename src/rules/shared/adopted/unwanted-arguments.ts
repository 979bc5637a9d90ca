import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ManifestNode } from '../../../model/sources/source-facts.ts';
import { ownDockerfile } from '../image/own-dockerfile.ts';

/**
 * Words that a job of the project gives its program by their place, where the parser of that program takes options alone: argparse and click end it there.
 * The example's own argument is one, where somebody put their program in its place.
 */
export function findUnwantedArguments(
  image: FinalImage,
  { path: file }: DockerfileFacts,
  facts: ProjectFacts,
  reach: Reach | undefined,
): readonly Finding[] {
  if (file !== ownDockerfile(facts)) return [];
  const program = findStarted(image, file, reach);
  if (program === undefined || !takesOptionsAlone(program, facts, reach)) return [];
  return facts.jobs.flatMap(({ path, manifest }) => {
    const containers = podOf(manifest)?.entries.get('containers')?.items ?? [];
    const [container] = containers;
    const [first] = container?.entries.get('args')?.items ?? [];
    const word = first?.text ?? '';
    // What stands behind an option is its value, and what a variable holds nobody knows.
    if (containers.length !== 1 || container?.entries.has('command') === true || !/^[^-$]/.test(word)) return [];
    return [
      {
        message: `the job gives "${word}" to ${program.path}, whose parser takes options alone: it ends there with "unrecognized arguments"`,
        location: { file: path, line: first?.line ?? manifest.line },
        fix: `write under args what ${program.path} takes, or take args away there`,
      },
    ];
  });
}

const podOf = (manifest: ManifestNode): ManifestNode | undefined =>
  manifest.entries.get('spec')?.entries.get('template')?.entries.get('spec');

/** The program of Python that the last word of ENTRYPOINT names: what a job gives comes right behind it. */
function findStarted({ entrypoint }: FinalImage, file: string, reach: Reach | undefined): ProgramFacts | undefined {
  const last = entrypoint?.form === 'json' ? entrypoint.words.at(-1)?.value : undefined;
  if (last === undefined) return undefined;
  const started = (reach?.programs ?? []).filter(
    ({ class: kind, way, program }) =>
      kind === 'started' && way.at(-1)?.location.file === file && program.path !== file,
  );
  const [only] = started;
  const name = only?.program.path.split('/').at(-1);
  return started.length === 1 && name === last.split('/').at(-1) && only?.program.language === 'python'
    ? only.program
    : undefined;
}

/** Nothing that it imports of the project may add to its parser, and no word of its own is given to that. */
function takesOptionsAlone(program: ProgramFacts, { byPath }: ProjectFacts, reach: Reach | undefined): boolean {
  const { calls, imports, unread, broken, dynamic } = program;
  if (unread !== undefined || broken !== undefined || dynamic !== undefined) return false;
  const modules = new Set(imports.flatMap(({ files }) => files).filter((path) => path !== program.path));
  const isApart = (reach?.programs ?? []).every(
    ({ program: other }) => !modules.has(other.path) || !/argparse|click/.test(byPath.get(other.path)?.text ?? ''),
  );
  const named = (name: RegExp): typeof calls => calls.filter(({ callee }) => name.test(callee));
  if (!isApart || named(/(?:^|\.)(?:parse_known_args|add_subparsers|group|argument)$/).length > 0) return false;
  if (named(/(?:^|\.)click\.command$/).length > 0) return true;
  const parsers = named(/(?:^|\.)ArgumentParser$/);
  const parsed = named(/\.parse_args$/);
  return (
    parsers.length === 1 &&
    parsers.every((call) => !call.named.has('parents') && !call.named.has('fromfile_prefix_chars')) &&
    parsed.length > 0 &&
    parsed.every((call) => call.positional.length === 0 && call.named.size === 0) &&
    named(/\.add_argument$/).every((call) => textOf(call.positional[0])?.startsWith('-') === true)
  );
}
