import { findForeignLocked } from '../packages/foreign-wheels.ts';
import { findNoMapping } from '../packages/no-mapping.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { condaNames } from '../../../catalog/adopt/conda-names.ts';
import { spellInJulia } from '../../../catalog/software/julia-names.ts';
import { spellInR } from '../../../catalog/software/r-names.ts';
import { describeWay } from '../reach/judge-reached.ts';
import { findDependencies } from '../dependencies/find-dependencies.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { packageOfModule } from '../dependencies/package-lists.ts';

/** Packages in a form that their installer does not take, or in a version that the base's own excludes: the image does not build. */
export function findRefusedPackages(subject: Parameters<typeof findDependencies>[0]): readonly Finding[] {
  const { named } = findDependencies(subject);
  return [
    ...findForms(named),
    ...findTwoLists(named, subject),
    ...findTwoVersions(named, subject),
    ...findExcluded(named, subject),
    ...findNoMapping(subject),
    ...findForeignLocked(subject),
  ];
}

/** Items of a list below one that is closed already (`dependencies: []`): no YAML, so that conda ends the build. */
function findTwoLists(named: Named, { facts }: Parameters<typeof findDependencies>[0]): readonly Finding[] {
  return [...new Set(named.map(({ file }) => file))].flatMap((file) => {
    if (!/\.ya?ml$/.test(file)) return [];
    const lines = (facts.byPath.get(file)?.text ?? '').split(/\r?\n/);
    const at = lines.findIndex((line) => /^dependencies[ \t]*:[ \t]*\[[^\]]*\][ \t]*(?:#.*)?$/.test(line));
    const next = at === -1 ? -1 : lines.findIndex((line, index) => index > at && /^[ \t]*[^ \t#]/.test(line));
    if (next === -1 || !/^[ \t]*- /.test(lines[next] ?? '')) return [];
    const location = { file, line: at + 1 };
    const message =
      'the list of dependencies is closed on its own line, and items follow: this is no YAML, so that the build ends there';
    return [{ message, location, fix: 'write dependencies: without what stands in [] behind it' }];
  });
}

/** A package in two exact versions of one list of pip, which then installs nothing; a marker may choose between them. */
function findTwoVersions(named: Named, { dockerfile }: Parameters<typeof findDependencies>[0]): readonly Finding[] {
  const before = new Map<string, { readonly text: string; readonly version: string; readonly line: number }>();
  return named.flatMap(({ text, file, line }) => {
    const [, name = '', version = ''] = /^([A-Za-z][\w.-]*)(?:\[[^\]]*\])? ?== ?(\d[\w.+!]*)$/.exec(text.trim()) ?? [];
    if (name === '' || file === dockerfile.path || !/\.(?:txt|in)$/.test(file)) return [];
    const key = `${file}:${foldName(name)}`;
    const first = before.get(key);
    if (first === undefined) before.set(key, { text, version, line });
    if (first === undefined || isSame(first.version, version)) return [];
    return [
      {
        message: `${text} is asked for, and ${first.text} in line ${String(first.line)}: pip refuses both, so that the image does not build`,
        location: { file, line },
        fix: 'keep one of the two lines',
      },
    ];
  });
}

type Named = ReturnType<typeof findDependencies>['named'];

/** A base's own build stays by a constraint; another exact version of it cannot be installed beside that. */
function findExcluded(named: Named, { image, dockerfile }: Parameters<typeof findDependencies>[0]): readonly Finding[] {
  const { base, from } = image;
  const [own = ''] = base?.ownBuilds ?? [];
  const has = /^(\d+\.\d+(?:\.\d+)?)/.exec(from.image?.tag ?? '')?.[1];
  // The constraint is made from what the image has: `print("torch==" + version("torch"))`.
  if (
    own === '' ||
    has === undefined ||
    !dockerfile.instructions.some(({ commands }) => commands.some(isConstrained)) ||
    !dockerfile.text.includes(`${own}==`)
  )
    return [];
  return named.flatMap(({ text, file, line }) => {
    const [, name, version] = /^([\w-]+)\s*===?\s*(\d[\d.]*)/.exec(text) ?? [];
    if (name?.toLowerCase() !== own || version === undefined || isSame(version, has)) return [];
    return [
      {
        message: `${text} is asked for, and ${own} ${has} of the base stays by a constraint, so that pip refuses both`,
        location: { file, line },
        fix: `leave ${own} out of the list, or take an image of the base that has ${own} ${version}`,
      },
    ];
  });
}

/** Of pip, not of a shell or an interpreter: `python -c "..."`. */
function isConstrained(command: ShellCommand): boolean {
  return (readInstall(command)?.constraints.length ?? 0) > 0;
}

/** Whether the shorter of two versions begins the longer: `2.6` and `2.6.0`. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => `${version.replace(/\.$/, '')}.`) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}

function findForms(named: Named): readonly Finding[] {
  return named.flatMap(({ text, file, line, refused, isOfConda }) => {
    if (refused === undefined) return [];
    const spelt = /^is called (\w+), /.exec(refused)?.[1];
    const fix =
      spelt !== undefined ? `write ${spelt}` : isOfConda === true ? rewriteForConda(text) : rewriteRefused(text);
    return [{ message: `${text} ${refused}`, location: { file, line }, fix }];
  });
}

function rewriteForConda(text: string): string {
  const [, channel = '', name = '', rest = ''] = /^([\w./-]*::)?([\w.-]+)(.*)$/s.exec(text) ?? [];
  return `write ${channel}${condaNames.get(foldName(name)) ?? name}${rest.replaceAll('==', '=')}`;
}

/** What to write in place of an entry that its installer does not take. */
export function rewriteRefused(text: string): string {
  const packaged = packageOfModule(text);
  if (packaged !== undefined) return `write ${packaged} in its place`;
  if (text.includes('@'))
    return `write remotes::install_version("${text.replace(/@.*/s, '')}", "${text.replace(/^.*@/s, '')}") above the list, or the name alone`;
  const [, name = 'NAME', version = 'VERSION'] = /^([A-Za-z][\w.-]*)(?: ?= ?| )(\d[\w.]*)$/.exec(text.trim()) ?? [];
  return `write ${name}==${version}, or the name alone`;
}

/** A package of R or Julia that a program loads in other letters, small or capital, than it is called: they load it by its name as it stands, whatever is installed. */
export function findMiswritten(reached: ReachedProgram, module: string, line: number): readonly Finding[] {
  const { language } = reached.program;
  const spelt = language === 'r' ? spellInR(module) : language === 'julia' ? spellInJulia(module) : undefined;
  if (spelt === undefined) return [];
  const location = { file: reached.program.path, line };
  const message = `${module} is loaded${describeWay(reached, location)}, and the package is called ${spelt}: ${language === 'r' ? 'R' : 'Julia'} tells small letters from capitals`;
  return [{ message, location, fix: `write ${spelt}` }];
}
