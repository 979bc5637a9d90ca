import type { Runtime } from '../../model/answers/answers.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import type { RunFinding } from '../../model/rehearsal/rehearsal.ts';
import type { RunOptions } from '../../parse/manifests/run-files.ts';
import { listSome } from '../../shared/list-some.ts';

/** What `ces/opt-file.txt` gives podman and no other runtime that the project is meant for, and arguments that reach nobody. */
export function judgeRunFiles(
  options: Readonly<Record<Runtime, RunOptions>>,
  runtimes: readonly Runtime[],
  image: Pick<ImageFacts, 'entrypoint'>,
  given: readonly string[],
): readonly RunFinding[] {
  const others = runtimes.filter((runtime) => runtime !== 'podman');
  const { environment, entrypoint, workingDirectory } = options.podman;
  const own = [
    ...Object.keys(environment).map((name) => `the variable ${name}`),
    ...(entrypoint === undefined ? [] : [`the entry point ${entrypoint}`]),
    ...(workingDirectory === undefined ? [] : [`the working directory ${workingDirectory}`]),
  ];
  return [
    ...explainSwallowed(image, given),
    ...(others.length === 0 || own.length === 0 ? [] : [explainOwn(own, others)]),
  ];
}

function explainOwn(own: readonly string[], others: readonly Runtime[]): RunFinding {
  return {
    requirement: 'any-identity',
    level: 'warning',
    message: `ces/opt-file.txt gives podman ${listSome(own)}, and ${others.join(' and ')} read${others.length === 1 ? 's' : ''} another file`,
    fix: 'variables belong into ces/env-file.txt or the Dockerfile, entry point and working directory into the Dockerfile: there every runtime gets them',
  };
}

/** `ENTRYPOINT program` is run as `sh -c program`, and what follows that are the parameters of a shell that uses none. */
function explainSwallowed(
  { entrypoint }: Pick<ImageFacts, 'entrypoint'>,
  given: readonly string[],
): readonly RunFinding[] {
  const [shell = '', option, text = '', ...more] = entrypoint;
  const takesParameters = /\$(?:[@*1-9]|\{[@*1-9])/.test(text);
  if (
    given.length === 0 ||
    !/(?:^|\/)(?:ba|da)?sh$/.test(shell) ||
    option !== '-c' ||
    more.length > 0 ||
    takesParameters
  )
    return [];
  return [
    {
      requirement: 'starts-by-itself',
      level: 'failure',
      message: `ENTRYPOINT ${text} is in shell form and passes no arguments on: ${listSome(given)} of ces/arg-file.txt reach nobody`,
      fix: 'write it as a list, ENTRYPOINT ["program", "argument"], so that arguments follow it',
    },
  ];
}
