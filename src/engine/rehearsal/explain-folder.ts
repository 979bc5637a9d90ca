import type { CellCase, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { foreignHome } from './plan-rehearsal.ts';

/** Apptainer starts a program in the caller's folder and ignores WORKDIR: what is named relative to it is not found there. */
export function explainFolder({ cell, observation, workingDirectory = '' }: CellCase): RunFinding | undefined {
  if (cell.identity !== 'host-user' || !workingDirectory.startsWith('/') || observation.exitCode === 0)
    return undefined;
  const missing = missingFile(`${observation.startError ?? ''}\n${observation.log}`);
  if (missing === undefined) return undefined;
  const folder = workingDirectory.replace(/\/$/, '');
  return {
    requirement: 'any-identity',
    level: 'failure',
    message: `${missing} is not found: apptainer ignores WORKDIR ${workingDirectory} and starts the program in the caller's own folder`,
    fix: `name it by its absolute path (${folder}/${missing.replace(/^\.\//, '')}; in a program beside its own file, Path(__file__).parent), or give --pwd ${folder === '' ? '/' : folder} in ces/opt-file-apptainer.txt`,
  };
}

const patterns = [
  // Python names a script by where it looked for it.
  new RegExp(`can't open file '${foreignHome}/([^']+)'`),
  /No such file or directory: ['"]((?!\/)[^'"\n]+)['"]/,
  /(?:cannot open|can't open|cannot access|can't read|cannot open file) ['"\u2018]?((?!\/)[\w.][^\s'"\u2019:]*)['"\u2019]?: ?No such file/,
  /ENOENT: no such file or directory, \w+ '((?!\/)[^']+)'/,
  new RegExp(`Cannot find module '${foreignHome}/([^']+)'`),
  /(?<![\w./])(?:exec:?|stat) ?"?(\.{1,2}\/[^\s":]+)"?: (?:stat [^:"]{1,400}: )?no such file/i,
  /exec: "([^"/]+\/[^"]*)"/,
  /(?:^|\n)[^\n:]*: (?:\d+: )?((?!\/)[\w.][\w./-]*): (?:No such file or directory|not found)/,
] as const;

/** The relative name of a file that the output says is missing. */
function missingFile(text: string): string | undefined {
  for (const pattern of patterns) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
