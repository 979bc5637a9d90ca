import type { Location } from '../../../model/check/rule.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { fillInCommand } from '../fill-in.ts';
import type { TargetResolver } from '../resolve-target.ts';
import { movedTo, passArguments, type Run, type Surrounding } from '../run.ts';
import { allTargetsOf } from '../unsaid-target.ts';

/**
 * Commands without those of a value by which nothing of the image is started, where another value of the same name starts what is there:
 * the condition is taken to be what the image is made for. Where none does, all stay.
 */
export function withoutAbsentChoices(
  { path: file, commands }: Pick<ProgramFacts, 'path' | 'commands'>,
  runAt: (line: number) => Run,
  resolver: TargetResolver,
  image: Surrounding,
): readonly ShellCommand[] {
  if (commands.every(({ choice }) => choice === undefined)) return commands;
  const isAbsent = (command: ShellCommand): boolean =>
    startsAbsent(command, runAt(command.line), resolver, image, file);
  const kept = new Set<ShellCommand>();
  const chosen = commands.filter(({ choice }) => choice !== undefined);
  for (const variants of groupBy(chosen, ({ choice }) => choice).values()) {
    const there = variants.filter((each) => !isAbsent(each));
    for (const each of there.length > 0 ? there : variants) kept.add(each);
  }
  return commands.filter((command) => command.choice === undefined || kept.has(command));
}

function startsAbsent(
  written: ShellCommand,
  run: Run,
  resolver: TargetResolver,
  image: Surrounding,
  file: string,
): boolean {
  const location: Location = { file, line: written.line };
  return passArguments(fillInCommand(written, run.environment), run.arguments).some((command) => {
    const environment = new Map([...run.environment, ...Object.entries(command.assignments)]);
    const inner: Run = { ...run, environment, ...(command.directory && movedTo(command.directory, run)) };
    return allTargetsOf(command, environment, image.files).some((target) =>
      resolver
        .resolve(target, inner, location, command.words)
        .some((lead) => lead.kind === 'miss' && lead.isAbsent === true),
    );
  });
}
