import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { AskReleases } from './update-tools.ts';

/** Asks by the registries' own clients, whose settings say where the registries are. */
export const askReleases: AskReleases = async ({ kind, name }) => {
  const [program, ...words] =
    kind === 'go'
      ? (['go', 'list', '-m', '-versions', name] as const)
      : (['python3', '-m', 'pip', '--disable-pip-version-check', 'index', 'versions', name] as const);
  return new Promise((resolve) => {
    // Not in this repository, where Go would look for its own module.
    execFile(program, words, { cwd: tmpdir(), timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(readVersions(kind, stdout));
      else resolve({ failed: firstLine(stderr) || error.message });
    });
  });
};

/** `module v1.0.0 v1.1.0`, or a line `Available versions: 1.1, 1.0`. */
function readVersions(kind: 'go' | 'pypi', text: string): readonly string[] | { readonly failed: string } {
  const found =
    kind === 'go'
      ? text.trim().split(/\s+/).slice(1)
      : (/^Available versions: (.+)$/m.exec(text)?.[1] ?? '').split(', ');
  const versions = found.filter((version) => version !== '');
  return versions.length > 0 ? versions : { failed: 'it names no versions' };
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? '';
