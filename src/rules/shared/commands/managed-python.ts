import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { listInstructions, type Subject } from '../dependencies/find-dependencies.ts';
import { findDroppedOptions } from './dropped-options.ts';
import { findWheelless } from './wheelless.ts';
import { mustSucceed } from '../image/must-succeed.ts';

/** First release whose own Python refuses pip (PEP 668), and names of releases from it on, `latest` among them. */
const refusing: ReadonlyMap<string, { readonly from: number; readonly names: RegExp }> = new Map([
  ['library/debian', { from: 12, names: /^(?:latest|stable|bookworm|trixie|forky|sid|testing|unstable)(?:-|$)/ }],
  ['library/ubuntu', { from: 23.04, names: /^(?:latest|rolling|devel|noble|oracular|plucky|questing)(?:-|$)/ }],
]);

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

/** pip in the system's Python of a Debian or Ubuntu that keeps it for its own packages: the build ends there. */
function findManagedPython(subject: Subject): readonly Finding[] {
  const { image, dockerfile } = subject;
  const { canonicalRepository = '', canonicalRegistry, tag = 'latest' } = image.from.image ?? {};
  const release = canonicalRegistry === 'docker.io' ? refusing.get(canonicalRepository) : undefined;
  const isRefusing = release !== undefined && (release.names.test(tag) || Number.parseFloat(tag) >= release.from);
  if (!isRefusing || settled.test(dockerfile.text)) return [];
  const runs = listInstructions(subject).filter(mustSucceed);
  const isOfSystem = runs.some(({ commands }) =>
    commands.some((command) => readInstall(command)?.packages.some((name) => /^python3-pip\b/.test(name)) === true),
  );
  if (!isOfSystem || image.instructions.some(({ flags }) => flags['from'] !== undefined)) return [];
  return runs.flatMap(({ commands }) =>
    commands.flatMap((command) =>
      isRefused(command.words, readInstall(command)?.manager)
        ? [
            {
              message: `pip is to write into the system's Python, which ${image.from.word.value} keeps for its own packages (PEP 668): the build ends there`,
              location: { file: dockerfile.path, line: command.line },
              fix: 'start from docker.io/library/python, whose Python is yours, or make a virtual environment (python3 -m venv) and install with its pip',
            },
          ]
        : [],
    ),
  );
}

function isRefused(words: readonly string[], manager: string | undefined): boolean {
  return (
    manager?.startsWith('pip') === true &&
    /^(?:pip3?|python3? -m pip) /.test(words.join(' ')) &&
    words.includes('install') &&
    !words.some((word) => elsewhere.test(word))
  );
}
