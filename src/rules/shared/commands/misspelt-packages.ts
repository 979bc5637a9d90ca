import { asWritten } from '../../../catalog/adopt/known-names.ts';
import { misspeltSystemPackage } from '../../../catalog/software/system-names.ts';
import type { Location, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { misspelt } from '../../../shared/nearest-word.ts';
import type { Named } from '../dependencies/package-lists.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { allKnown, namesInLists } from '../packages/listed-slips.ts';

/**
 * A package of Python or R that is installed, that no table here has, that no program imports by its name, and that is nearly written as one that a table has: a slip
 * of the pen, or somebody who waits for it. Unknown, since names are looked up nowhere.
 */
export function judgeMisspeltPackages(subject: Subject, programs: readonly ReachedProgram[]): Verdict | undefined {
  const ofSystem = judgeSystemPackages(subject);
  if (ofSystem !== undefined) return ofSystem;
  const languages = new Set(programs.map(({ program }) => program.language));
  const imported = new Set(
    programs.flatMap(({ program }) =>
      program.imports.map(({ name }) => foldName((program.language === 'r' ? name : name.split('.')[0]) ?? '')),
    ),
  );
  const named = namesInLists(subject);
  const frozen = listFrozen(named, subject.dockerfile.path);
  for (const { text, file, line, refused } of named) {
    if (frozen.has(file)) continue;
    const isOfR = /(?:\.[rR]|\/DESCRIPTION|^DESCRIPTION)$/.test(file) || !languages.has('python');
    const language = isOfR ? 'r' : 'python';
    const name = isOfR ? /^[A-Za-z][A-Za-z0-9.]*(?=$|@)/.exec(text)?.[0] : pipName(text);
    if (name === undefined || refused !== undefined || text.includes('://') || !languages.has(language)) continue;
    const folded = foldName(name);
    const near = imported.has(folded) ? undefined : misspelt(folded, allKnown(language));
    if (near !== undefined) return sayNear(name, asWritten(language, near), { file, line });
  }
  return undefined;
}

/** More than a person types with a version each. */
const fewest = 12;

/** Lists that a tool wrote of what was installed: one version of each package, and sorted. Nobody typed their names. */
function listFrozen(named: readonly Named[], dockerfile: string): ReadonlySet<string> {
  const lists = groupBy(
    named.filter(({ file }) => file !== dockerfile),
    ({ file }) => file,
  );
  return new Set([...lists].flatMap(([file, lines]) => (isFrozen(lines.map(({ text }) => text)) ? [file] : [])));
}

function isFrozen(lines: readonly string[]): boolean {
  const names = lines.flatMap((text) => foldName(pipName(text) ?? '') || []);
  // Tools do not agree on where a hyphen comes.
  const turns = names.filter((name, at) => at > 0 && (names[at - 1] ?? '') > name).length;
  return names.length >= fewest && turns * 10 <= names.length && lines.every((text) => /==|(?:^|\s)@ /.test(text));
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
