import { findShellValues, type RunOptions } from '../../parse/manifests/run-files.ts';

/** First words of what this module says, so that it is known again. */
export const apptainerRefusal = 'apptainer:';

/**
 * Why apptainer would not start a program as docker and podman do, or would give it other values: it reads an env-file as shell, and evaluates arguments
 * unless `--no-eval` is given (since 1.1). Nothing when it takes them as they are.
 */
export function whyApptainerRefuses(
  environmentText: string,
  given: readonly string[],
  options: Pick<RunOptions, 'isLiteral'>,
): string | undefined {
  const [value] = findShellValues(environmentText).toSorted(
    (a, b) => Number(a.becomes === 'changed') - Number(b.becomes === 'changed'),
  );
  if (value?.becomes === 'command')
    return `${apptainerRefusal} it reads ces/env-file.txt as shell, and line ${String(value.line)}, ${value.name}, is a command there`;
  if (value !== undefined)
    return value.becomes === 'refused'
      ? `${apptainerRefusal} it reads ces/env-file.txt as shell and stops at line ${String(value.line)}, ${value.name}`
      : `${apptainerRefusal} it reads ces/env-file.txt as shell, so that ${value.name} of line ${String(value.line)} gets another value than under podman`;
  const word = options.isLiteral ? undefined : given.find((each) => /[$`]|^[<>|&;]+$/.test(each));
  return word === undefined
    ? undefined
    : `${apptainerRefusal} it evaluates arguments as shell, and ${word} of ces/arg-file.txt would become something else`;
}
