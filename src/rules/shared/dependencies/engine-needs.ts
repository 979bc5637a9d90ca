import { type EnginePackages, enginePackages } from '../../../catalog/adopt/engine-packages.ts';
import type { Location } from '../../../model/check/rule.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { isComeBy } from '../reach/run-order.ts';
import { findDependencies, type Subject } from './find-dependencies.ts';

/** A call of a library that needs one of some packages which it does not bring. */
export interface EngineNeed {
  /** As it stands in a message: `pandas's read_excel`. */
  readonly call: string;
  readonly packages: readonly [string, ...string[]];
  readonly location: Location;
}

/** Such calls of Python programs that are seen to run, each kind once, where the list names no extras of the library (`pandas[excel]`). */
export function findEngineNeeds(programs: readonly ReachedProgram[], subject: Subject): readonly EngineNeed[] {
  const reach = subject.facts.reach.get(subject.dockerfile.path);
  const found = new Map<EnginePackages, EngineNeed>();
  const { named } = findDependencies(subject);
  for (const { program } of programs) {
    if (program.language !== 'python') continue;
    for (const need of enginePackages) {
      const { library, calls, of: before, packages } = need;
      if (!program.imports.some(({ name }) => name === library || name.startsWith(`${library}.`))) continue;
      if (found.has(need) || named.some(({ text }) => bringsExtra(text, need))) continue;
      const call = program.calls.find(
        ({ callee, isTried, file, function: within }) =>
          file === undefined &&
          isTried !== true &&
          calls.has(callee.slice(callee.lastIndexOf('.') + 1)) &&
          (before === undefined || before.test(callee.slice(0, callee.lastIndexOf('.')))) &&
          (within === '' || (reach !== undefined && isComeBy(program.path, within, reach))),
      );
      if (call === undefined) continue;
      const name = call.callee.slice(call.callee.lastIndexOf('.') + 1);
      found.set(need, {
        call: `${library}'s ${name}`,
        packages,
        location: { file: program.path, line: call.line },
      });
    }
  }
  return [...found.values()];
}

/** `pandas[excel,parquet]==2.2.3` */
function bringsExtra(text: string, { library, extras }: EnginePackages): boolean {
  const [, name = '', listed = ''] = /^([\w.-]+)\[([^\]]*)\]/.exec(text) ?? [];
  return foldName(name) === library && listed.split(',').some((each) => extras.has(each.trim().toLowerCase()));
}
