import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
export function installOldHub(version: string): Promise<string> {
  const folder = here(`../../node_modules/.cache/models-venv-hub-${version}`);
  return installBeside(folder, version, [`huggingface_hub==${version}`]);
}

/**
 * Python with pyannote.audio and speechbrain beside every library of the suite, installed once. torchaudio goes without its
 * compiled part, which is made for another CUDA than the newest torch: what loads a model computes no sound by it.
 */
export async function installSound(): Promise<string> {
  const folder = here('../../node_modules/.cache/models-venv-sound');
  const wanted = here('requirements-sound.txt');
  const others = await run(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
  return installBeside(folder, readFileSync(wanted, 'utf8'), ['--no-deps', '--requirement', wanted], (site) => {
    writeFileSync(`${site}/beside.pth`, others.stdout);
    rmSync(`${site}/torchaudio/lib`, { recursive: true });
  });
}

/** A virtual environment of its own with what `asked` installs; made anew for each `state`. */
async function installBeside(
  folder: string,
  state: string,
  asked: readonly string[],
  complete: (site: string) => void = () => undefined,
): Promise<string> {
  const interpreter = `${folder}/bin/python`;
  const stamp = `${folder}/installed.txt`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return interpreter;
  for (const args of [
    ['-m', 'venv', '--clear', folder],
    ['-m', 'uv', 'pip', 'install', '--quiet', '--python', interpreter, ...asked],
  ]) {
    const done = await run(args[1] === 'venv' ? 'python3' : python, args, {
      milliseconds: 600_000,
      variables: { VIRTUAL_ENV: folder },
    });
    if (done.status !== 0) throw new Error(`python ${args.join(' ')} failed:\n${done.output}`);
  }
  const site = await run(interpreter, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
  complete(site.stdout.trim());
  writeFileSync(stamp, state);
  return interpreter;
}
