import { newestPython } from '../../../catalog/adopt/newest-python.ts';
import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { findDependencies, type Subject } from '../dependencies/find-dependencies.ts';
import { pythonOf } from '../dependencies/refused-python.ts';
import { compareRelease } from '../image/compare-release.ts';
import { isCompiler, isCompiling } from '../compilers.ts';
import { readInstall } from '../../../parse/shell/installs.ts';

/** A version that somebody asks for, and the newest Python 3 for which it has a wheel. */
export interface WheelBound {
  /** `pandas 2.1.4`. */
  readonly package: string;
  readonly minor: number;
  readonly location: Location;
}

/** The package that bounds the Python of an image most, of those whose wheels a table has; nothing where none does. */
export function boundOfWheels(subject: Subject): WheelBound | undefined {
  const bounds = findDependencies(subject).named.flatMap(({ text, file, line }) => {
    const [, name = '', version = ''] = /^([\w.-]+)(?:\[[^\]]*\])?\s?==\s?(\d[\d.]*)$/.exec(text.trim()) ?? [];
    const known = newestPython.get(foldName(name)) ?? [];
    const fitting = known.filter(([since]) => compareRelease(version, since) !== 'older');
    // Of the newest of the table nobody knows yet what comes after it.
    if (known.length === 0 || fitting.length === known.length) return [];
    const minor = fitting.at(-1)?.[1] ?? (known[0]?.[1] ?? 0) - 1;
    return [{ package: `${name} ${version}`, minor, location: { file, line } }];
  });
  return bounds.toSorted((one, other) => one.minor - other.minor)[0];
}

/** Whether pip compiles a package, since it has no wheel for the Python of the image: in a plain slim image the build ends there. */
export function findWheelless(subject: Subject): { readonly findings: readonly Finding[]; readonly open?: Verdict } {
  const { image, dockerfile } = subject;
  // Another stage may have compiled it.
  if (image.stage.lineage.length !== dockerfile.stages.length) return { findings: [] };
  const minor = Number(/^3\.(\d+)/.exec(pythonOf(image) ?? '')?.[1]);
  const bound = Number.isNaN(minor) ? undefined : boundOfWheels(subject);
  if (bound === undefined || minor <= bound.minor) return { findings: [] };
  const message = `${bound.package} has no wheel for Python 3.${String(minor)}`;
  const fix = `take an image of Python 3.${String(bound.minor)}, or a version of ${bound.package.replace(/ .*/, '')} that has a wheel for 3.${String(minor)}`;
  const mayCompile =
    image.from.image?.tag?.includes('slim') !== true ||
    image.instructions.some(({ commands }) =>
      commands.some((command) => isCompiling(command) || readInstall(command)?.packages.some(isCompiler) === true),
    );
  return mayCompile
    ? {
        findings: [],
        open: unknown(`${message}: pip compiles it, and whether that goes through nobody tried`, bound.location, fix),
      }
    : {
        findings: [
          {
            message: `${message}, and nothing in the image can compile it: the build ends there`,
            location: bound.location,
            fix,
          },
        ],
      };
}
