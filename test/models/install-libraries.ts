import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const venv = here('../../node_modules/.cache/models-venv');
/** Python with every library of `requirements.txt`. */
export const python = `${venv}/bin/python`;
const requirements = here('requirements.txt');

const tools: readonly (readonly [command: string, args: readonly string[], what: string])[] = [
  [
    'python3',
    ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'],
    'Python 3.10 or newer with venv (Debian: python3-venv)',
  ],
  ['unshare', ['--version'], 'unshare (Debian: util-linux)'],
  ['ip', ['-V'], 'ip (Debian: iproute2)'],
  [
    'Rscript',
    ['-e', 'stopifnot(requireNamespace("jsonlite", quietly = TRUE))'],
    'Rscript with jsonlite (Debian: r-base-core r-cran-jsonlite)',
  ],
];

/** Installs the libraries once for each state of `requirements.txt`; fails, never skips, when a tool is missing. */
export default async function installLibraries(): Promise<void> {
  const missing = await Promise.all(
    tools.map(async ([command, args, what]) => ((await run(command, args)).status === 0 ? [] : [what])),
  );
  if (missing.flat().length > 0) throw new Error(`the proof suite needs ${missing.flat().join(', ')}`);
  const wanted = readFileSync(requirements, 'utf8');
  const stamp = `${venv}/installed.txt`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  for (const args of [
    ['-m', 'venv', '--clear', venv],
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv'],
    ['-m', 'uv', 'pip', 'install', '--quiet', '--requirement', requirements],
  ]) {
    const done = await run(args[1] === 'venv' ? 'python3' : python, args, {
      milliseconds: 600_000,
      variables: { VIRTUAL_ENV: venv },
    });
    if (done.status !== 0) throw new Error(`python ${args.join(' ')} failed:\n${done.output}`);
  }
  writeFileSync(stamp, wanted);
}

/** Python with an earlier huggingface_hub, installed once. */
export async function installOldHub(version: string): Promise<string> {
  const folder = here(`../../node_modules/.cache/models-venv-hub-${version}`);
  const interpreter = `${folder}/bin/python`;
  if (existsSync(`${folder}/installed.txt`)) return interpreter;
  for (const args of [
    ['-m', 'venv', '--clear', folder],
    ['-m', 'uv', 'pip', 'install', '--quiet', '--python', interpreter, `huggingface_hub==${version}`],
  ]) {
    const done = await run(args[1] === 'venv' ? 'python3' : python, args, {
      milliseconds: 600_000,
      variables: { VIRTUAL_ENV: folder },
    });
    if (done.status !== 0) throw new Error(`python ${args.join(' ')} failed:\n${done.output}`);
  }
  writeFileSync(`${folder}/installed.txt`, version);
  return interpreter;
}
