import { misspeltSystemPackage } from '../../../catalog/software/system-names.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { joinUnknown, unknown } from '../../../model/check/verdicts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { groupBy } from '../../../shared/group-by.ts';
import type { Named } from '../dependencies/package-lists.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { namesInLists, type Slip } from '../packages/listed-slips.ts';
import { nearName } from '../../../catalog/adopt/near-names.ts';

/**
 * A package of Python, R or Julia that is installed, that no table here has, and that is nearly written as one that a table has: a slip
 * of the pen, or somebody who waits for it. Unknown, since names are looked up nowhere; each by itself, so that a waiver accepts the one that it is written for.
 * `said`: those that are told with the import that they were meant for.
 */
export function judgeMisspeltPackages(
  subject: Subject,
  programs: readonly ReachedProgram[],
  said: readonly Slip[],
): Verdict | undefined {
  const found = [...findSystemPackages(subject), ...findPackages(subject, programs)];
  const left = found.filter((slip) => !said.some(({ file, line }) => file === slip.file && line === slip.line));
  return joinUnknown(
    left.map(({ written, meant, file, line }) =>
      unknown(
        `${written} is installed, is in no table here, and is nearly written as ${meant}: names are looked up by nothing before the build`,
        { file, line },
        `did you mean ${meant}? If not, say what ${written} is in a waiver with path: ${file} in .tre-container.yml`,
      ),
    ),
  );
}

function findPackages(subject: Subject, programs: readonly ReachedProgram[]): readonly Slip[] {
  const slips: Slip[] = [];
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
    const language = languageOf(file, languages);
    const name = language === 'python' ? pipName(text) : plainNames[language].exec(text)?.[0];
    if (name === undefined || refused !== undefined || text.includes('://') || !languages.has(language)) continue;
    const folded = foldName(name);
    const near = nearName(language, folded);
    // A program that loads it by that name may have the same slip, but who puts a letter behind a known name names another package by it: `torchx`.
    const isMeant = near !== undefined && imported.has(folded) && folded.startsWith(foldName(near));
    if (near !== undefined && !isMeant) slips.push({ written: name, meant: near, file, line });
  }
  return slips;
}

const plainNames = { r: /^[A-Za-z][A-Za-z0-9.]*(?=$|@)/, julia: /^[A-Za-z]\w*(?=$|@)/ };

/** The language whose packages a file names: by its ending, or, of the Dockerfile, what its programs are in. */
function languageOf(file: string, languages: ReadonlySet<string>): 'python' | 'r' | 'julia' {
  if (/\.jl$|(?:^|\/)(?:Julia)?Project\.toml$/.test(file)) return 'julia';
  if (/(?:\.[rR]|\/DESCRIPTION|^DESCRIPTION)$/.test(file)) return 'r';
  return languages.has('python') ? 'python' : languages.has('r') || !languages.has('julia') ? 'r' : 'julia';
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

/** The same of Debian's packages: the build ends at a name that nobody has. */
function findSystemPackages({ image, dockerfile }: Subject): readonly Slip[] {
  const runs = image.instructions.filter(({ keyword }) => keyword === 'RUN');
  return runs.flatMap(({ commands }) =>
    commands.flatMap((command) => {
      const installed = readInstall(command);
      if (installed === undefined || !/^(?:\/usr\/bin\/)?apt(?:-get)?$/.test(installed.manager)) return [];
      return installed.packages.flatMap((each): Slip[] => {
        const written = each.replace(/[=:/].*/s, '');
        const meant = misspeltSystemPackage(written);
        return meant === undefined ? [] : [{ written, meant, file: dockerfile.path, line: command.line }];
      });
    }),
  );
}
