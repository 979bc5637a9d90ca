import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { textOf } from '../../../model/programs/value.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { locateFile } from '../dependencies/locate-file.ts';

/** The `Project.toml` that Julia works with when a call comes. */
export function findJuliaProject(
  call: Call,
  program: ProgramFacts,
  run: Instruction,
  subject: Subject,
): string | undefined {
  const { copied } = subject.dockerfile.context;
  const folder = activatedBefore(call, program) ?? namedIn(run) ?? setBefore(run, subject) ?? '.';
  // `--project=@.` looks for it from the working directory.
  const place = folder.startsWith('@') ? '.' : folder;
  const isComputed = place === '' || place.includes('$');
  if (!isComputed) return locateFile(`${trimEnd(place, '/')}/Project.toml`, run, subject);
  const all = [...new Set(copied.flatMap(({ path }) => (/(?:^|\/)Project\.toml$/.test(path) ? [path] : [])))];
  return all.length === 1 ? all[0] : undefined;
}

/** `Pkg.activate("/opt/project")`; no text where it is computed. */
function activatedBefore({ line }: Call, { calls }: ProgramFacts): string | undefined {
  const activate = calls.findLast((each) => /^(?:Pkg\.)?activate$/.test(each.callee) && each.line <= line);
  return activate === undefined ? undefined : (textOf(activate.positional[0]) ?? '');
}

/** `julia --project=/opt/project` */
function namedIn({ commands }: Instruction): string | undefined {
  return commands
    .filter(({ program }) => program === 'julia')
    .flatMap(({ words }) => words.flatMap((word) => /^--project=(.+)/s.exec(word)?.[1] ?? []))
    .at(-1);
}

/** `ENV JULIA_PROJECT=/opt/project` above a RUN. */
function setBefore(run: Instruction, { dockerfile: { stages, instructions } }: Subject): string | undefined {
  const lineage = stages.find(({ index }) => index === run.stage)?.lineage ?? [run.stage];
  return instructions
    .filter(({ keyword, stage, line }) => keyword === 'ENV' && line < run.line && lineage.includes(stage))
    .flatMap(({ words }) => words.flatMap(({ value }) => /^JULIA_PROJECT=(.+)/s.exec(value)?.[1] ?? []))
    .at(-1);
}
