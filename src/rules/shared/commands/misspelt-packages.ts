import { knownNames } from '../../../catalog/adopt/known-names.ts';
import { atlas } from '../../../catalog/atlas.ts';
import { misspeltSystemPackage } from '../../../catalog/software/system-names.ts';
import type { Location, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { misspelt } from '../../../shared/nearest-word.ts';
import { findDependencies, type Subject } from '../dependencies/find-dependencies.ts';

/**
 * A package of Python that is installed, that no table here has, that no program imports by its name, and that is nearly written as one that a table has: a slip
 * of the pen, or somebody who waits for it. Unknown, since names are looked up nowhere.
 */
export function judgeMisspeltPackages(subject: Subject, programs: readonly ReachedProgram[]): Verdict | undefined {
  const ofSystem = judgeSystemPackages(subject);
  if (ofSystem !== undefined) return ofSystem;
  if (!programs.some(({ program }) => program.language === 'python')) return undefined;
  const imported = new Set(
    programs.flatMap(({ program }) => program.imports.map(({ name }) => foldName(name.split('.')[0] ?? ''))),
  );
  const known = allKnown();
  for (const { text, file, line, refused } of findDependencies(subject).named) {
    const name = pipName(text);
    if (name === undefined || refused !== undefined || text.includes('://')) continue;
    const folded = foldName(name);
    const near = imported.has(folded) ? undefined : misspelt(folded, known);
    if (near === undefined) continue;
    return sayNear(name, near, { file, line });
  }
  return undefined;
}

function sayNear(name: string, near: string, location: Location): Verdict {
  return unknown(
    `${name} is installed, is in no table here, and is nearly written as ${near}: names are looked up by nothing before the build`,
    location,
    `did you mean ${near}? If not, say in a waiver what ${name} is`,
  );
}

/** The same of Debian's packages: the build ends at a name that nobody has. */
function judgeSystemPackages({ image, dockerfile }: Subject): Verdict | undefined {
  for (const { keyword, commands } of image.instructions) {
    if (keyword !== 'RUN') continue;
    for (const command of commands) {
      const installed = readInstall(command);
      if (installed === undefined || !/^(?:\/usr\/bin\/)?apt(?:-get)?$/.test(installed.manager)) continue;
      for (const written of installed.packages) {
        const name = written.replace(/[=:/].*/s, '');
        const near = misspeltSystemPackage(name);
        if (near !== undefined) return sayNear(name, near, { file: dockerfile.path, line: command.line });
      }
    }
  }
  return undefined;
}

let names: ReadonlySet<string> | undefined;

/** Names of the tables and of the atlas, and Python itself, which lists of conda name. */
function allKnown(): ReadonlySet<string> {
  names ??= new Set(
    ['python', ...knownNames('python'), ...atlas.flatMap(({ packages }) => packages?.pypi ?? [])].map((each) =>
      foldName(each),
    ),
  );
  return names;
}
