import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { listOf, plainVariable } from './plain-variables.ts';

/** Programs that neither build, tag nor push an image, whatever they are told. */
const idle = listOf(`
  : [ apk apt apt-get base64 basename black cat cd checkov chmod chown cmp codespell column command cp curl cut date df diff dirname dive dockle dpkg du
  echo expr false file flake8 free grep gunzip gzip hadolint head hostname id install isort jq kics ln ls markdownlint md5sum mkdir mktemp mv mypy nproc pip printenv
  printf pwd pylint pytest read readlink realpath rm rmdir ruff sed seq sha256sum sha512sum shellcheck shift sleep sort stat syft tail tar tee test touch tr
  tre-container true type umask uname uniq unzip wait wc wget which xz yamllint yq zip`);

/** Of programs that do more, the words that do no more than that. */
const idleVerbs: Readonly<Record<string, ReadonlySet<string>>> = {
  conda: listOf('--version activate config create env info install list update'),
  cosign: listOf('attest sign verify version'),
  crane: listOf('auth digest ls manifest validate version'),
  git: listOf(
    'branch config describe diff fetch log ls-files remote rev-list rev-parse show status symbolic-ref --version',
  ),
  mamba: listOf('--version create env info install list update'),
  micromamba: listOf('--version create env info install list update'),
  npm: listOf('--version audit ci config install ls view'),
  poetry: listOf('--version check install lock'),
  regctl: listOf('version'),
  skopeo: listOf('--version inspect list-tags login logout'),
  trivy: listOf('--version clean convert sbom version'),
  uv: listOf('--version lock pip sync venv'),
};

/** Whether nothing that a command does makes an image, names one or sends one away, nor lets what stands after it do something else than it says. */
export function isIdle(command: ShellCommand, all: readonly ShellCommand[]): boolean {
  const { program, words, writes } = command;
  const rest = words.slice(1);
  if (writes.some((path) => /GITHUB_ENV/.test(path)) && !rest.every(isPlainLine)) return false;
  if (idle.has(program) || isInstaller(command, all)) return true;
  const verbs = Object.hasOwn(idleVerbs, program) ? idleVerbs[program] : undefined;
  if (isAway(command) && words.slice(0, 3).join(' ') === 'npm run build') return true;
  if (verbs !== undefined)
    return (isAway(command) && program === 'git') || verbs.has(rest[0] ?? '') || rest.includes('--version');
  return Object.hasOwn(special, program) && special[program]?.(rest) === true;
}

/** In a folder of the runner that holds nothing of the project. */
const isAway = ({ directory = '' }: ShellCommand): boolean => directory.startsWith('$RUNNER_TEMP/');

/** The scripts by which people install scanners: `curl .../aquasecurity/trivy/main/contrib/install.sh | sh -s -- -b bin`. */
const installers =
  /^https:\/\/[\w./-]+\/(?:aquasecurity\/trivy|anchore\/grype|anchore\/syft)\/[\w.-]+(?:\/contrib)?\/install\.sh$/;

function isInstaller({ program, pipeline, stdin }: ShellCommand, all: readonly ShellCommand[]): boolean {
  return (
    (program === 'sh' || program === 'bash') &&
    stdin === undefined &&
    all.some(
      (other) =>
        other.pipeline === pipeline &&
        (other.program === 'curl' || other.program === 'wget') &&
        other.words.some((word) => installers.test(word)),
    )
  );
}

/** `NAME=value` for the steps that come after. */
function isPlainLine(word: string): boolean {
  return word.split(/\\n|\n/).every((line) => {
    const [, name, value = ''] = /^([\w-]+)(?:=|<<)(.*)$/.exec(line) ?? [];
    return name === undefined || plainVariable(name, value);
  });
}

/** Programs of which it depends on the words. */
const special: Readonly<Record<string, (words: readonly string[]) => boolean>> = {
  awk: (words) => !words.some((word) => /system|\|/.test(word)),
  exit: ([status]) => status !== undefined && status !== '0',
  export: (words) => words.every(isPlainLine) && !words.some((word) => /^DOCKER_(?!CONFIG=)/.test(word)),
  find: (words) => !words.some((word) => /^-(?:exec|ok)/.test(word)),
  node: ([option, text = '']) =>
    option === '--version' ||
    (/^(?:-e|-p|--eval|--print)$/.test(option ?? '') && !/child_process|spawn|exec/.test(text)),
  python: ([option]) => option === '--version' || option === '-V',
  set: (words) => words[0] === '--' || words.every((word) => /^-[eux]*o?$|^pipefail$|^errexit$/.test(word)),
  // A shell that is given a text has its commands beside it.
  bash: ([option, text = '']) => option === '-c' && !text.includes('$'),
  sh: ([option, text = '']) => option === '-c' && !text.includes('$'),
  trap: ([text = '', ...signals]) => /^(?:-|rm -r?f [\w"$./{}-]+|exit \d+)$/.test(text) && signals.join('') === 'EXIT',
};
