import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { containerPrograms } from '../../shell/vocabulary.ts';
import { imagesOfCommands } from '../run-images.ts';
import { listOf } from './plain-variables.ts';

/** A look at files, by a linter or a scanner of configuration. */
export interface Look {
  readonly tool: 'lint' | 'scan';
  /** Each file or folder that it looks at, from the root of the repository: `''` is all of it. */
  readonly paths: readonly string[];
}

/** Options of known meaning: those with a value and those without one. */
interface Options {
  readonly withValue: ReadonlySet<string>;
  readonly alone: ReadonlySet<string>;
}

const hadolint: Options = {
  withValue: listOf(
    '--format -f --failure-threshold -t --ignore --config -c --trusted-registry --error --warning --info --style',
  ),
  alone: listOf('--no-fail --no-color --strict-labels --disable-ignore-pragma --verbose -V'),
};
const trivy: Options = {
  withValue: listOf(
    '--exit-code --format -f --output -o --severity -s --timeout --cache-dir --template -t --ignorefile --db-repository --java-db-repository --scanners --security-checks --image-src --vuln-type --pkg-types',
  ),
  alone: listOf(
    '--ignore-unfixed --list-all-pkgs --skip-db-update --skip-java-db-update --skip-check-update --skip-policy-update --no-progress --quiet -q --debug -d --offline-scan --skip-version-check --disable-telemetry',
  ),
};
const checkov: Options = {
  withValue: listOf('-d --directory -f --file --framework -o --output --output-file-path --check -c'),
  alone: listOf('--compact --quiet --soft-fail -s'),
};
const kics: Options = {
  withValue: listOf('-p --path -o --output-path --report-formats --fail-on --type -t'),
  alone: listOf('--no-progress --ci'),
};

interface Read {
  readonly named: readonly string[];
  readonly value: (...names: readonly string[]) => string | undefined;
}

/** Words behind a verb by options that are known; nothing where one is not, or stands there twice. */
function read(words: readonly string[], { withValue, alone }: Options): Read | undefined {
  const [values, named] = [new Map<string, string>(), [] as string[]];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const option = equals < 0 ? word : word.slice(0, equals);
    if (!word.startsWith('-') || word === '-') named.push(word);
    else if (withValue.has(option)) {
      if (values.has(option) && !/^(?:--ignore|--trusted-registry)$/.test(option)) return undefined;
      values.set(option, equals < 0 ? (words[at + 1] ?? '') : word.slice(equals + 1));
      if (equals < 0) at += 1;
    } else if (!alone.has(word)) return undefined;
  }
  return { named, value: (...names) => names.map((name) => values.get(name)).find((each) => each !== undefined) };
}

/** The image that a command scans for vulnerabilities, where all of its words are known. */
export function scanOf({ program, words, ...command }: ShellCommand): string | undefined {
  if (containerPrograms.has(program)) {
    const inner = wordsInContainer({ program, words, ...command }, /(?:^|\/)trivy(?::|@|$)/);
    return inner === undefined || !words.some((word) => word.includes('docker.sock'))
      ? undefined
      : scanOf({ ...command, program: 'trivy', words: ['trivy', ...inner] });
  }
  const isTrivy = program === 'trivy' && /^(?:image|i)$/.test(words[1] ?? '');
  const given = isTrivy ? read(words.slice(2), trivy) : undefined;
  const [name, ...more] = given?.named ?? [];
  if (given === undefined || name === undefined || more.length > 0) return undefined;
  const scanners = given.value('--scanners', '--security-checks');
  const isBlind =
    (scanners !== undefined && !scanners.split(',').includes('vuln')) ||
    !/^(?:docker|podman)?$/.test(given.value('--image-src') ?? '') ||
    // A list of contents looks for nothing.
    (scanners === undefined && !/^(?:table|json|sarif|template)?$/.test(given.value('--format', '-f') ?? '')) ||
    !isGrave(given.value('--severity', '-s'));
  return isBlind ? undefined : name;
}

function isGrave(severity: string | undefined): boolean {
  return severity === undefined || /CRITICAL|HIGH/.test(severity);
}

/** What a command lints, or scans for misconfiguration, where all of its words are known. */
export function lookOf(command: ShellCommand): Look | undefined {
  const { program, words, directory = '' } = command;
  const at = (paths: readonly string[]): readonly string[] =>
    paths.map((path) => resolvePath(path, `/${directory}`).slice(1));
  const of = (tool: Look['tool'], paths: readonly string[] | undefined): Look | undefined =>
    paths === undefined || paths.length === 0 || paths.some((path) => /[$%*?[]|^[/~]/.test(path))
      ? undefined
      : { tool, paths: at(paths) };
  if (containerPrograms.has(program)) {
    const inner = wordsInContainer(command, /(?:^|\/)hadolint(?::|@|$)/);
    const given = inner === undefined ? undefined : read(inner[0] === 'hadolint' ? inner.slice(1) : inner, hadolint);
    const isFed = given?.named.every((word) => word === '-') === true && command.reads !== undefined;
    return isFed ? of('lint', [command.reads ?? '']) : undefined;
  }
  if (program === 'hadolint') return of('lint', ofHadolint(command));
  if (program === 'trivy') return of('scan', ofTrivy(words));
  if (program === 'checkov') return of('scan', ofCheckov(words));
  if (program !== 'kics' || words[1] !== 'scan') return undefined;
  const path = read(words.slice(2), kics)?.value('-p', '--path');
  return of('scan', path === undefined ? undefined : path.split(','));
}

function ofHadolint({ words, reads }: ShellCommand): readonly string[] | undefined {
  const named = read(words.slice(1), hadolint)?.named;
  return named?.join(' ') === '-' ? (reads === undefined ? undefined : [reads]) : named;
}

function ofTrivy([, verb = '', ...rest]: readonly string[]): readonly string[] | undefined {
  const given = /^(?:config|conf|fs|filesystem)$/.test(verb) ? read(rest, trivy) : undefined;
  const isConfig =
    verb.startsWith('conf') || /misconfig|config/.test(given?.value('--scanners', '--security-checks') ?? '');
  return isConfig && isGrave(given?.value('--severity', '-s')) ? given?.named : undefined;
}

function ofCheckov([, ...rest]: readonly string[]): readonly string[] | undefined {
  const given = read(rest, checkov);
  const framework = given?.value('--framework') ?? 'all';
  const path = given?.value('-d', '--directory') ?? given?.value('-f', '--file');
  const isAll = given?.value('-c', '--check') === undefined && given?.named.length === 0;
  return isAll && path !== undefined && /\b(?:all|dockerfile)\b/.test(framework) ? [path] : undefined;
}

/** What a container of such an image is given to do, where nothing stands in the place of its own program. */
function wordsInContainer(command: ShellCommand, name: RegExp): readonly string[] | undefined {
  const { words } = command;
  const [image] = words[1] === 'run' ? imagesOfCommands([command]) : [];
  if (image === undefined || !name.test(image.text) || words.some((word) => word.startsWith('--entrypoint')))
    return undefined;
  return words.slice(words.indexOf(image.text) + 1);
}
