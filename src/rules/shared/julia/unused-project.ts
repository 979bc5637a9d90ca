import type { Verdict } from '../../../model/check/rule.ts';
import { fail } from '../../../model/check/verdicts.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { type Reach, type ReachedProgram, showWay } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { foldersAbove } from '../files/image-places.ts';
import { importedPackages } from '../image/imported-packages.ts';
import { linesOf } from '../lines-of.ts';

/** Of Julia: packages that were installed into projects alone which the start does not name. It looks for them in its own environment then, and ends. */
export function judgeJuliaProject(subject: Subject): Verdict | undefined {
  const { image, dockerfile, facts } = subject;
  const reach = facts.reach.get(dockerfile.path);
  if (reach === undefined || reach.unseen.length > 0 || mayBeElsewhere(subject, reach)) return undefined;
  const loading = reach.programs.flatMap((reached) => {
    const [first] =
      reached.class === 'started' && reached.program.language === 'julia' && reached.program.path.endsWith('.jl')
        ? importedPackages(reached, facts, reach)
        : [];
    return first === undefined ? [] : [{ reached, module: first.module, line: first.line }];
  });
  const [first] = loading;
  const installed = first === undefined ? undefined : listProjects(subject, reach);
  if (first === undefined || installed === undefined || installed.size === 0) return undefined;
  const used = usedBy(first.reached, subject, reach);
  if (used === undefined || used.some((each) => installed.has(each) || hasProject(each, reach))) return undefined;
  const [place = ''] = installed;
  const instruction = image.entrypoint ?? image.cmd;
  const where = used[0] === undefined ? "Julia's own environment" : `the project ${used[0]}`;
  return fail({
    message: `${showWay(first.reached.way)} starts ${first.reached.program.path} in ${where}, and all packages are in the project ${place}: ${first.module} is not found there`,
    location: { file: dockerfile.path, line: instruction?.line ?? image.stage.line },
    fix: `write ENV JULIA_PROJECT=${place} above the start, or --project=${place} behind julia`,
  });
}

/** A program, a variable or another image may say where packages are looked for. */
function mayBeElsewhere({ image, dockerfile, facts }: Subject, { programs }: Reach): boolean {
  return (
    [...image.environment.keys()].some((name) => name === 'JULIA_LOAD_PATH') ||
    dockerfile.instructions.some(({ keyword, flags }) => keyword === 'COPY' && flags['from'] !== undefined) ||
    facts.files.some(({ text }) => text?.includes('LOAD_PATH') === true) ||
    programs.some(
      ({ class: kind, program }) =>
        kind !== 'built' && (program.names.has('activate') || program.calls.some(({ callee }) => isActivate(callee))),
    )
  );
}

const isActivate = (callee: string): boolean => /^(?:Pkg\.)?activate$/.test(callee);

/** The projects that the build installs packages into; nothing where one of them is Julia's own environment, or nobody can tell. */
function listProjects({ dockerfile }: Subject, { programs }: Reach): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  const runs = dockerfile.instructions.filter(({ keyword, onbuild }) => keyword === 'RUN' && !onbuild);
  for (const { program, class: kind, way, environment, workdir } of programs) {
    if (kind !== 'built' || program.language !== 'julia') continue;
    const line = way[0]?.location.line ?? 0;
    const run = runs.find((each) => each.line <= line && line <= each.endLine);
    for (const call of program.calls.filter(({ callee }) => /^Pkg\.(?:add|instantiate|develop)$/.test(callee))) {
      const named = activatedBefore(call, program) ?? projectOf(run) ?? environment.get('JULIA_PROJECT');
      const place = named === undefined ? undefined : placeOf(named, workdir);
      if (place === undefined) return undefined;
      found.add(place);
    }
  }
  return found;
}

function activatedBefore({ line }: Call, { calls }: ProgramFacts): string | undefined {
  const activate = calls.findLast(({ callee, line: at }) => isActivate(callee) && at <= line);
  return activate === undefined ? undefined : (textOf(activate.positional[0]) ?? '@');
}

function projectOf(run: Instruction | undefined): string | undefined {
  return run?.commands
    .filter(({ program }) => program === 'julia')
    .flatMap(({ words }) => words.flatMap((word) => projectIn(word) ?? []))
    .at(-1);
}

/** `--project` alone looks for a project from the working directory upwards. */
function projectIn(word: string): string | undefined {
  return word === '--project' ? '@.' : /^--project=(.*)/s.exec(word)?.[1];
}

/** The folder of a project; nothing for a shared environment, and where it is computed. */
function placeOf(written: string, workdir: string | undefined): string | undefined {
  if (/[$~]|^$|^@(?!\.$)|\/environments\//.test(written)) return undefined;
  const place = resolvePath(written === '@.' ? '.' : written, workdir);
  return place.startsWith('/') ? trimEnd(place.replace(/\/(?:Julia)?Project\.toml$/, ''), '/') : undefined;
}

/** The projects that the commands of the start name, by an option or a variable; nothing where one of them is computed. */
function usedBy(
  { environment, workdir, program: { path } }: ReachedProgram,
  { image, facts }: Subject,
  { programs }: Reach,
): readonly string[] | undefined {
  const starts = [image.entrypoint, image.cmd].flatMap((each) => each?.words.map(({ value }) => value) ?? []);
  const others = programs.flatMap(({ class: kind, program }) =>
    kind === 'built' ? [] : program.commands.flatMap(({ words }) => words),
  );
  const words = [...starts, ...others];
  const [first = ''] = linesOf(facts.byPath.get(path)) ?? [];
  // A system image, what stands in a text of the shell, and what the first line of the program says.
  if (words.some((word) => /^(?:-J|--sysimage)|\s--project|JULIA_PROJECT/.test(word)) || first.startsWith('#!'))
    return undefined;
  const variable = environment.get('JULIA_PROJECT');
  const named = [...words.flatMap((word) => projectIn(word) ?? []), ...(variable === undefined ? [] : [variable])];
  const places = named.map((each) => placeOf(each, workdir));
  if (places.includes(undefined)) return undefined;
  return named.flatMap((each, at) => [places[at] ?? '', ...(each === '@.' ? foldersAbove(places[at] ?? '') : [])]);
}

/** A project of the start that has a list of its own. */
function hasProject(place: string, { places }: Reach): boolean {
  return ['Project.toml', 'JuliaProject.toml'].some((name) => places.has(`${place}/${name}`));
}
