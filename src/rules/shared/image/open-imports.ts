import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import { judge, unknown } from '../../../model/check/verdicts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { listSome } from '../../../shared/list-some.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import { once } from '../once.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { describeWay } from '../reach/judge-reached.ts';
import { importedPackages, moduleOf } from './imported-packages.ts';
import { isKnown, knownPackages } from './known-packages.ts';

/** An import that nothing installs by its name, where the base or another package may bring it. */
type OpenImport = Finding & { readonly module: string; readonly installed: string; readonly location: Location };

/** What is seen to be wrong; else all imports that the files do not decide, the first with what to do. */
export function judgeOpenImports([first, ...others]: readonly OpenImport[], findings: readonly Finding[]): Verdict {
  if (findings.length > 0 || first === undefined) return judge(findings, { text: '' });
  const further = others.map(({ module, location: { file, line = 1 } }) => `${module} (${file}:${String(line)})`);
  const more = others.length === 0 ? '' : `; so ${others.length === 1 ? 'is' : 'are'} ${listSome(further)}`;
  const names = [...new Set([first, ...others].map(({ installed }) => installed))];
  const fix = first.fix?.replace(`add ${first.installed} to`, `add ${listSome(names)} to`);
  return unknown(
    `${first.message}${more}`,
    first.location,
    fix?.replace('its version', names.length > 1 ? 'their versions' : 'its version'),
  );
}

/** Names that are compared with those of a project, and its names where it has more of them: each pair takes as long as both are long. */
export const mostGuesses = 20;
export const mostCandidates = 1000;

/** Names the module of the project that a Python import nearly names: a slip of the pen is no package to install. */
function adviseModule({ program }: ReachedProgram, module: string, { files }: ProjectFacts): string {
  if (program.language !== 'python') return '';
  const own = once(files, 'its modules and packages', () => {
    const packages = files.flatMap(({ path }) => /^(?:src\/)?([A-Za-z_]\w*)\/.*\.py$/.exec(path)?.[1] ?? []);
    return new Set([...files.flatMap((file) => moduleOf(file.path) ?? []), ...packages]);
  });
  const near = own.size > mostCandidates ? undefined : nearestWord(module, own);
  const isNear = near !== undefined && near.length > 3 && editDistance(module, near) <= 2;
  return isNear ? `did you mean ${near} of the project? Else ` : '';
}

/** Imports of programs that nothing installs: those that are seen to be missing, and those that the files do not decide. */
export function findUninstalled(
  programs: readonly ReachedProgram[],
  subject: Subject,
): { readonly findings: readonly Finding[]; readonly open: readonly OpenImport[] } {
  const { facts, dockerfile } = subject;
  const reach = facts.reach.get(dockerfile.path);
  const findings: Finding[] = [];
  const packages = knownPackages(subject);
  const seen = new Set<string>();
  const open: OpenImport[] = [];
  for (const reached of programs)
    for (const { module, name, line } of importedPackages(reached, facts, reach)) {
      if (seen.has(name) || isKnown(name, packages)) continue;
      seen.add(name);
      const location = { file: reached.program.path, line };
      // Names of R and Julia have capitals; `name` is how pip and conda compare them.
      const installed = reached.program.language === 'python' ? name : module;
      const message = `${module} is imported${describeWay(reached, location)}, and nothing installs ${installed}`;
      const meant = seen.size > mostGuesses ? '' : adviseModule(reached, module, facts);
      if (packages.isAll) findings.push({ message, location, fix: `${meant}add ${installed} to the list of packages` });
      else
        open.push({
          module,
          installed,
          message: `${message} by its name: whether the base or another package brings it, the files do not tell`,
          location,
          // A list for install.packages() takes names alone, in the versions of its repository's day.
          fix: `${meant}add ${installed} to the list of packages${reached.program.language === 'r' ? '' : ', with its version'}: then it is there whatever the others bring`,
        });
    }
  return { findings, open };
}
