import type { Finding, Verdict } from '../../../model/check/rule.ts';
import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { isFromRelease } from '../../../model/dockerfile/release-of-tag.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { listInstructions, type Subject } from '../dependencies/find-dependencies.ts';
import { findDroppedOptions } from './dropped-options.ts';
import { findWheelless } from './wheelless.ts';
import { mustSucceed } from '../image/must-succeed.ts';

/** Another Python than the system's may be there, or the system's was told to let pip write. */
const settled =
  /conda|mamba|pyenv|pixi|\buv\b|virtualenv|\bvenv\b|deadsnakes|EXTERNALLY-MANAGED|break[-_]system[-_]packages|pip\.conf|\bmake\b|get-pip|git clone/i;

/** Options with which pip does not write into the Python that it runs with. */
const elsewhere = /^(?:-t|--(?:target|prefix|root|dry-run|python)\b)/;

/** Commands of the build that what is there refuses, so that it ends. */
export function findRefusedCommands(subject: Subject): readonly Finding[] {
  return [...findDroppedOptions(subject), ...findManagedPython(subject), ...findWheelless(subject).findings];
}

/** Commands of the build of which nobody knows whether they go through. */
export function judgeOpenCommands(subject: Subject): Verdict | undefined {
  return findWheelless(subject).open;
}

/** pip in a Python that the image keeps for its distribution's packages: the build ends there. */
function findManagedPython(subject: Subject): readonly Finding[] {
  const { image, dockerfile } = subject;
  const runs = listInstructions(subject).filter(mustSucceed);
  const instead = adviseManaged(image, runs);
  if (instead === undefined || settled.test(dockerfile.text)) return [];
  if (image.instructions.some(({ flags }) => flags['from'] !== undefined)) return [];
  return runs.flatMap(({ commands }) =>
    commands.flatMap((command) =>
      isRefused(command.words, readInstall(command)?.manager)
        ? [
            {
              message: `pip is to write into the system's Python, which ${image.from.word.value} keeps for its own packages (PEP 668): the build ends there`,
              location: { file: dockerfile.path, line: command.line },
              fix: instead,
            },
          ]
        : [],
    ),
  );
}

/** What to do on an image whose Python refuses pip; undefined where it does not, or another Python may be meant. */
function adviseManaged({ base, known, from }: FinalImage, runs: readonly Instruction[]): string | undefined {
  if (from.image === undefined) return undefined;
  const { tag = 'latest' } = from.image;
  const since = base?.externallyManagedFrom;
  if (since !== undefined) {
    return isFromRelease(tag, since) === true || tag === 'latest'
      ? 'add --break-system-packages to pip install: the packages of the image lie in the same Python, and a virtual environment would not see them'
      : undefined;
  }
  const managed = known?.externallyManaged;
  const isManaged =
    managed !== undefined &&
    (managed.names.test(tag) || (managed.from !== undefined && isFromRelease(tag, managed.from) === true));
  const isOfSystem = runs.some(({ commands }) =>
    commands.some((command) => readInstall(command)?.packages.some((name) => /^python3-pip\b/.test(name)) === true),
  );
  return isManaged && isOfSystem
    ? 'start from docker.io/library/python, whose Python is yours, or make a virtual environment (python3 -m venv) and install with its pip'
    : undefined;
}

function isRefused(words: readonly string[], manager: string | undefined): boolean {
  return (
    manager?.startsWith('pip') === true &&
    /^(?:pip3?|python3? -m pip) /.test(words.join(' ')) &&
    words.includes('install') &&
    !words.some((word) => elsewhere.test(word))
  );
}
