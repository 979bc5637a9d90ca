import { shellWord } from '../../shared/shell-word.ts';
import { tre } from '../../catalog/tre.ts';
/**
 * What fixes a build that failed, from the builder's last lines: each pattern is one mistake that people make with these bases. `folder`: of the project,
 * as it is typed.
 */
export function explainBuild(log: string, folder: string): string {
  const fix =
    mistakes.find(([pattern]) => pattern.test(log))?.[1] ??
    'correct the step that failed; `tre-container check` names mistakes that can be seen without building';
  return folder === '.'
    ? fix
    : fix.replace(/`tre-container (?:pin --check|check)(?=`)/, (command) => `${command} ${shellWord(folder)}`);
}

const mistakes: readonly (readonly [RegExp, string])[] = [
  [
    /unknown flag: chmod|the --chmod option requires BuildKit/i,
    'docker here lacks BuildKit: install docker-buildx or buildah (both are Debian packages), or use --engine podman',
  ],
  [
    /pull access denied|manifest unknown|manifest for \S+ not found|name unknown|repository \S+ not found/i,
    'the base image does not exist under that name, tag or digest: `tre-container pin --check` asks its registry',
  ],
  [
    /no such host|i\/o timeout|TLS handshake timeout|connection refused|toomanyrequests|failed to resolve source metadata|pinging container registry/i,
    'the base image cannot be fetched: see whether this machine reaches its registry, or rehearse an image that is built elsewhere with --image REF',
  ],
  [
    /unable to access index for repository|Failed to establish a new connection|Temporary failure in name resolution/i,
    'the index of packages was not reached from the build, so nothing is said of the packages themselves: see whether this machine reaches it (a proxy, a mirror), then run it again',
  ],
  [
    /externally-managed-environment/i,
    'the base protects its Python (PEP 668): `pip install --break-system-packages`, or ENV PIP_BREAK_SYSTEM_PACKAGES=1',
  ],
  [
    /mkdir: cannot create directory(?:(?!mkdir:).)*File exists/i,
    `a directory of the TRE exists already: put the line \`${tre.makeDirectories}\` before whatever makes it`,
  ],
  [
    /mkdir: cannot create directory(?:(?!mkdir:).)*Permission denied/i,
    'the base does not build as root: `USER root` before the mkdir line, and the former user after it',
  ],
  [
    /Could not find a version that satisfies|No matching distribution/i,
    'a package of the list does not exist under that name, in that version, or for this Python: pip names it above',
  ],
  [
    /reviewed\.json differ|differ: (?:byte|char) \d+|is not what the Hub says|models\.json|fetch_models\.py/i,
    'the models that were fetched are not those of models/models.json: run `python3 models/fetch_models.py` here, outside of the image, see what changed in models/models.json and whether that is right, and commit it',
  ],
];
