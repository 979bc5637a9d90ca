import { findMiswritten } from './refused-packages.ts';
import { pythonPackages } from '../../../catalog/adopt/libraries.ts';
import { condaNames } from '../../../catalog/adopt/conda-names.ts';
import { sameNames } from '../../../catalog/adopt/same-names.ts';
import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { alsoUnknown, judge, unknown } from '../../../model/check/verdicts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { listSome } from '../../../shared/list-some.ts';
import { findEngineNeeds } from '../dependencies/engine-needs.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { usesOf } from '../atlas/uses-of.ts';
import { describeWay } from '../reach/judge-reached.ts';
import { adviseAll, adviseInstall, nearOf, type OpenImport, saySlip } from '../packages/advise-install.ts';
import { findSlip, namesInLists, type Slip } from '../packages/listed-slips.ts';
import { findOtherName, spellOther } from '../packages/r-of-conda.ts';
import { allKnown } from '../../../catalog/adopt/near-names.ts';
import { isAllOfJulia } from '../julia/all-of-julia.ts';
import { nameList } from '../packages/name-list.ts';
import { adviseMeant, findOwn, mostGuesses } from '../packages/own-names.ts';
import { importedPackages } from './imported-packages.ts';
import { isKnown, type KnownPackages, knownPackages } from './known-packages.ts';

/** Imports that nothing is seen to install. */
interface Uninstalled {
  readonly findings: readonly Finding[];
  readonly open: readonly OpenImport[];
  /** Lines of lists that were meant for one of them, and are told with it. */
  readonly slips: readonly Slip[];
}

/** What is seen to be wrong, and all imports that the files do not decide, the first with what to do. */
export function judgeOpenImports(
  { open }: Pick<Uninstalled, 'open'>,
  findings: readonly Finding[],
): readonly Verdict[] {
  const [first, ...others] = open;
  if (first === undefined) return findings.length === 0 ? [] : [judge(findings, { text: '' })];
  const further = others.map((each) => {
    const {
      module,
      location: { file, line = 1 },
    } = each;
    const near = nearOf(each);
    return `${module} (${file}:${String(line)}${near === undefined ? '' : `: is ${near} meant?`})`;
  });
  const more = others.length === 0 ? '' : `; so ${others.length === 1 ? 'is' : 'are'} ${listSome(further)}`;
  const undecided = unknown(
    `${first.message}: whether the base or another package brings it, the files do not tell${more}`,
    first.location,
    `${others.length === 0 || nearOf(first) === undefined ? first.meant : ''}${others.length === 0 ? adviseInstall(open) : adviseAll(open)}: then ${others.length === 0 ? 'it is' : 'they are'} there whatever the others bring`,
  );
  return [findings.length === 0 ? undecided : alsoUnknown(judge(findings, { text: '' }), undecided)];
}

/** Imports of programs that nothing installs: those that are seen to be missing, and those that the files do not decide. */
export function findUninstalled(programs: readonly ReachedProgram[], subject: Subject): Uninstalled {
  const { facts, dockerfile } = subject;
  const reach = facts.reach.get(dockerfile.path);
  const findings: Finding[] = [];
  const packages = knownPackages(subject);
  const lists = namesInLists(subject);
  const seen = new Set<string>();
  const open: OpenImport[] = [];
  const slips: Slip[] = [];
  for (const reached of programs)
    for (const { module, name, line } of importedPackages(reached, facts, reach)) {
      if (goesWithItsCall(module, reached, subject)) continue;
      const bringing = reached.program.language === 'python' ? packagesOf(module, facts) : [];
      const isNone = reached.program.language === 'julia' && /^[a-z]/.test(module) && !isWrittenSmall(module, facts);
      if (seen.has(name)) continue;
      const miswritten = findMiswritten(reached, module, line);
      findings.push(...miswritten);
      if (miswritten.length > 0) continue;
      const otherCase = findOtherName(reached, module, lists, programs);
      if (!isNone && otherCase === undefined && [name, ...bringing].some((each) => isKnown(foldName(each), packages)))
        continue;
      seen.add(name);
      const location = { file: reached.program.path, line };
      const { language } = reached.program;
      // Names of R and Julia have capitals; `name` is how pip and conda compare them.
      const list = nameList(subject, language);
      const installed =
        language === 'python' ? spellFor(list, packageOf(module, bringing)) : spellOther(list, language, module);
      const slip = otherCase ?? findSlip(installed ?? module, language, lists, programs);
      const message = `${module} is imported${describeWay(reached, location)}${saySlip(slip)}, and nothing installs ${installed ?? module}`;
      if (slip !== undefined) slips.push(slip);
      const own = findOwn({ module, message, location }, reached, subject, slip);
      const isUsual = language === 'julia' && allKnown('julia').has(name);
      const isGuessed = seen.size <= mostGuesses && slip === undefined;
      const meant = adviseMeant(reached, module, facts, { own, isNone, isGuessed });
      const each = withKnown({ module, message, location, language, meant, list }, { installed, slip });
      const isAll =
        language === 'julia' ? !module.endsWith('_jll') && isAllOfJulia(subject, packages.isAll) : packages.isAll;
      if (own !== undefined && !isUsual) findings.push(own);
      else if (isAll) findings.push({ message, location, fix: `${meant}${adviseInstall([each])}` });
      else open.push({ ...each, message: `${message} by its name` });
    }
  const needs = findAbsentEngines(programs, subject, packages);
  if (packages.isAll)
    for (const each of needs)
      findings.push({ message: each.message, location: each.location, fix: adviseInstall([each]) });
  else open.push(...needs.map((each) => ({ ...each, message: `${each.message} by its name` })));
  return { findings, open, slips };
}

function withKnown(
  each: Omit<OpenImport, 'installed' | 'slip'>,
  { installed, slip }: { readonly [key in 'installed' | 'slip']: OpenImport[key] | undefined },
): OpenImport {
  return { ...each, ...(installed === undefined ? {} : { installed }), ...(slip === undefined ? {} : { slip }) };
}

/** Calls that need a package which nothing installs. */
function findAbsentEngines(
  programs: readonly ReachedProgram[],
  subject: Subject,
  packages: KnownPackages,
): readonly OpenImport[] {
  return findEngineNeeds(programs, subject).flatMap(({ call, packages: needed, location }) => {
    const [installed] = needed;
    if (needed.some((each) => isKnown(foldName(each), packages))) return [];
    const message = `${call} is called, which needs ${installed}${needed.length === 1 ? '' : ' or another package that does the same'}, and nothing installs one`;
    const list = nameList(subject, 'python');
    return [{ module: installed, message, location, language: 'python', meant: '', list, installed }];
  });
}

/** Whether another rule asks to take the calls for which a program loads a manager of packages out: it is needed no more then. */
function goesWithItsCall(module: string, reached: ReachedProgram, { dockerfile, facts }: Subject): boolean {
  return usesOf(dockerfile, facts).some(
    ({ entry, trigger, answer, reached: { program } }) =>
      entry.isManager === true &&
      trigger.effect === 'installs' &&
      answer === 'yes' &&
      entry.imports.includes(module) &&
      program.path === reached.program.path,
  );
}

/** Imports of which nobody sees whether they are come by, and that nothing installs by their names: a pass says nothing of them. */
export function describeUnfollowed(programs: readonly ReachedProgram[], subject: Subject): string {
  const reach = subject.facts.reach.get(subject.dockerfile.path);
  const packages = knownPackages(subject);
  const unfollowed = new Map(
    programs.flatMap((reached) =>
      importedPackages(reached, subject.facts, reach, 'not followed')
        .filter(({ name }) => !isKnown(name, packages))
        .map(({ module, line }) => [module, `${module} (${reached.program.path}:${String(line)})`] as const),
    ),
  );
  return unfollowed.size === 0
    ? ''
    : `; not asked for: ${listSome([...unfollowed.values()])}, on a condition or in a function whose call was not seen`;
}

/** Names of Julia count with their capitals, with which nearly all packages begin: whether a list has one that does not. */
function isWrittenSmall(module: string, { files }: ProjectFacts): boolean {
  return files.some(
    ({ path, text = '' }) =>
      /\.(?:toml|jl)$|(?:^|\/)Dockerfile(?:\.[\w-]{1,80})?$/.test(path) &&
      (text.includes(`"${module}"`) || text.includes(`\n${module} = `)),
  );
}

/** What the atlas says of who brings a module of Python. */
function packagesOf(module: string, { atlas = [] }: ProjectFacts): readonly string[] {
  // An entry is read as a whole only when it is asked for more than its name.
  return atlas
    .filter(({ language, imports }) => language === 'python' && imports.includes(module))
    .flatMap(({ imports, packages: { pypi = [] } }) => bringersOf(module, imports, pypi));
}

/** Whether a package is of a module's name, or is known to bring it. */
function brings(name: string, module: string): boolean {
  return foldName(name) === foldName(module) || foldName(name) === pythonPackages.get(module);
}

/** Of an entry that holds several libraries, the packages of this one: of its name, or, where there are none, those of no other one. */
function bringersOf(module: string, imports: readonly string[], pypi: readonly string[]): readonly string[] {
  const own = pypi.filter((name) => brings(name, module));
  return own.length > 0 ? own : pypi.filter((name) => !imports.some((each) => brings(name, each)));
}

/** A package as the list names it: one of conda by conda's name. */
function spellFor(list: string, name: string | undefined): string | undefined {
  return name !== undefined && /\.ya?ml$/.test(list) ? (condaNames.get(name) ?? name) : name;
}

/** The package that is known to bring a module of Python. */
function packageOf(module: string, bringing: readonly string[]): string | undefined {
  const name = foldName(pythonPackages.get(module) ?? module);
  const isKnownName =
    pythonPackages.has(module) ||
    sameNames.has(name) ||
    condaNames.has(name) ||
    bringing.some((each) => foldName(each) === name);
  return isKnownName ? name : bringing.length === 1 ? bringing[0] : undefined;
}
